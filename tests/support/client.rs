//! A client at a door that does what it is told, and nothing else.

#![allow(dead_code, reason = "each test file uses its share")]

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use russh::{
    Channel, ChannelMsg, MethodKind,
    client::{self, KeyboardInteractiveAuthResponse as Answer, Msg},
    keys::{
        HashAlg, PrivateKey, PrivateKeyWithHashAlg, PublicKeyOrCertificate,
        ssh_key::private::Ed25519Keypair,
    },
};

/// Longer than anything takes here; what is waited for longer does not happen.
pub const LONG: Duration = Duration::from_secs(20);

/// Waits for what is named, or fails with its name.
#[track_caller]
pub fn within<T>(what: &str, future: impl Future<Output = T>) -> impl Future<Output = T> {
    let at = std::panic::Location::caller();
    async move {
        tokio::time::timeout(LONG, future)
            .await
            .unwrap_or_else(|_| panic!("never happened: {what} ({at})"))
    }
}

pub fn key(seed: u8) -> Arc<PrivateKey> {
    Arc::new(PrivateKey::from(Ed25519Keypair::from_seed(&[seed; 32])))
}

/// A client that takes any host key.
pub struct Trusting;

impl client::Handler for Trusting {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        Ok(true)
    }
}

/// A client at the door.
pub struct Client {
    pub handle: client::Handle<Trusting>,
}

/// A client at an address.
pub async fn connect_to(address: SocketAddr, config: client::Config) -> Client {
    let config = client::Config {
        nodelay: true,
        ..config
    };
    let connecting = client::connect(Arc::new(config), address, Trusting);
    let handle = within("a connection", connecting).await.unwrap();
    Client { handle }
}

/// What a question says, or how it ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Turn {
    In,
    Refused {
        partial: bool,
        methods: Vec<MethodKind>,
    },
    Asked {
        says: String,
        prompt: String,
    },
    Cut,
}

fn turn(answer: Result<Answer, russh::Error>) -> Turn {
    match answer {
        Err(_) => Turn::Cut,
        Ok(Answer::Success) => Turn::In,
        Ok(Answer::Failure {
            remaining_methods,
            partial_success,
        }) => Turn::Refused {
            partial: partial_success,
            methods: remaining_methods.to_vec(),
        },
        Ok(Answer::InfoRequest {
            name,
            instructions,
            prompts,
        }) => Turn::Asked {
            says: format!("{name}{instructions}"),
            prompt: prompts
                .into_iter()
                .map(|prompt| prompt.prompt)
                .collect::<Vec<_>>()
                .join("|"),
        },
    }
}

impl Client {
    /// Begins to be asked.
    pub async fn begin(&mut self, user: &str) -> Turn {
        let asking = self
            .handle
            .authenticate_keyboard_interactive_start(user, None);
        turn(within("a question", asking).await)
    }

    /// Answers what was asked.
    pub async fn say(&mut self, answer: &str) -> Turn {
        let asking = self
            .handle
            .authenticate_keyboard_interactive_respond(vec![answer.to_owned()]);
        turn(within("the next question", asking).await)
    }

    /// Goes in with a code, and the name that was suggested.
    pub async fn enter(&mut self, user: &str, code: &str) {
        assert!(matches!(self.begin(user).await, Turn::Asked { .. }));
        match self.say(code).await {
            Turn::Asked { prompt, .. } if prompt.contains("name") => {
                assert_eq!(self.say("").await, Turn::In);
            }
            Turn::In => {}
            other => panic!("not let in with a code: {other:?}"),
        }
    }

    /// Shows a key and proves it.
    pub async fn prove(&mut self, user: &str, key: &Arc<PrivateKey>) -> Turn {
        let key = PrivateKeyWithHashAlg::new(Arc::clone(key), Some(HashAlg::Sha256));
        let proving = self.handle.authenticate_publickey(user, key);
        match within("an answer to a key", proving).await {
            Err(_) => Turn::Cut,
            Ok(client::AuthResult::Success) => Turn::In,
            Ok(client::AuthResult::Failure {
                remaining_methods,
                partial_success,
            }) => Turn::Refused {
                partial: partial_success,
                methods: remaining_methods.to_vec(),
            },
        }
    }

    pub async fn channel(&self) -> Channel<Msg> {
        within("a channel", self.handle.channel_open_session())
            .await
            .unwrap()
    }

    /// Takes a seat with a screen.
    pub async fn sit(&self, columns: u32, rows: u32) -> Channel<Msg> {
        let channel = self.channel().await;
        channel
            .request_pty(true, "xterm-256color", columns, rows, 0, 0, &[])
            .await
            .unwrap();
        channel.request_shell(true).await.unwrap();
        channel
    }
}

/// What a channel said until it was closed.
#[derive(Debug, Default)]
pub struct Said {
    pub out: String,
    pub err: String,
    pub status: Option<u32>,
    pub successes: usize,
    pub failures: usize,
    pub closed: bool,
}

/// Reads until the channel is closed, or the text holds what is waited for.
pub async fn read_until(channel: &mut Channel<Msg>, text: Option<&str>) -> Said {
    let mut said = Said::default();
    let reading = async {
        while let Some(came) = channel.wait().await {
            match came {
                ChannelMsg::Data { data } => said.out.push_str(&String::from_utf8_lossy(&data)),
                ChannelMsg::ExtendedData { data, .. } => {
                    said.err.push_str(&String::from_utf8_lossy(&data));
                }
                ChannelMsg::ExitStatus { exit_status } => said.status = Some(exit_status),
                ChannelMsg::Success => said.successes += 1,
                ChannelMsg::Failure => said.failures += 1,
                ChannelMsg::Close => said.closed = true,
                _ => {}
            }
            if text.is_some_and(|text| said.out.contains(text)) {
                return;
            }
        }
    };
    within("a channel that ends or says it", reading).await;
    said
}

pub async fn read_all(channel: &mut Channel<Msg>) -> Said {
    read_until(channel, None).await
}
