//! Records kept until all are known, in memory as far as that is small, else in a temporary file without a name.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

/// Bytes kept in memory before a file is used.
const IN_MEMORY: usize = 32 << 20;

/// A queue of byte strings that is written first and read once, in the same order.
#[derive(Default)]
pub struct Spool {
    memory: Vec<u8>,
    file: Option<BufWriter<File>>,
    count: usize,
}

impl Spool {
    /// Appends `record`.
    ///
    /// # Errors
    /// When it must go to a file that cannot be made or written.
    pub fn push(&mut self, record: &[u8]) -> io::Result<()> {
        if self.file.is_none() && self.memory.len() + record.len() > IN_MEMORY && !self.memory.is_empty() {
            let mut file = BufWriter::with_capacity(1 << 18, tempfile::tempfile()?);
            file.write_all(&std::mem::take(&mut self.memory))?;
            self.file = Some(file);
        }
        let length = (record.len() as u64).to_le_bytes();
        match &mut self.file {
            Some(file) => file.write_all(&length).and_then(|()| file.write_all(record))?,
            None => {
                self.memory.extend_from_slice(&length);
                self.memory.extend_from_slice(record);
            }
        }
        self.count += 1;
        Ok(())
    }

    /// The records, first in first out.
    ///
    /// # Errors
    /// When the file cannot be written to its end.
    pub fn read(self) -> io::Result<Records> {
        let reader: Box<dyn Read> = match self.file {
            Some(file) => {
                let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.seek(SeekFrom::Start(0))?;
                Box::new(BufReader::with_capacity(1 << 18, file))
            }
            None => Box::new(io::Cursor::new(self.memory)),
        };
        Ok(Records { reader, left: self.count })
    }
}

/// The records of a spool.
pub struct Records {
    reader: Box<dyn Read>,
    left: usize,
}

impl Iterator for Records {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let mut length = [0; 8];
        Some(self.reader.read_exact(&mut length).and_then(|()| {
            let mut record = vec![0; u64::from_le_bytes(length) as usize];
            self.reader.read_exact(&mut record)?;
            Ok(record)
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(records: Vec<Vec<u8>>) {
        let mut spool = Spool::default();
        for record in &records {
            spool.push(record).unwrap();
        }
        let read: Vec<Vec<u8>> = spool.read().unwrap().map(Result::unwrap).collect();
        assert!(read == records);
    }

    #[test]
    fn records_come_back_in_order() {
        check(vec![]);
        check(vec![b"one".to_vec(), vec![], b"three".to_vec()]);
    }

    #[test]
    fn many_records_go_through_a_file() {
        check((0..5u8).map(|i| vec![i; IN_MEMORY / 3]).collect());
    }
}
