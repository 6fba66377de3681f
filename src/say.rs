//! What the program says: message ids with arguments, turned into words at the seat that reads them.
