//! A web server on loopback that answers as well or as badly as the test wants.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// How a path is answered.
#[derive(Clone)]
pub enum Play {
    /// With a status, header lines and a body of the right length.
    Reply(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// As the first until its validator comes back, then with 304.
    Validated(&'static str, Vec<u8>),
    /// With these bytes, whatever they are, and the connection closed.
    Raw(Vec<u8>),
    /// One byte of a body each so many milliseconds, without end.
    Drip(u64),
}

/// A running server; ends with the test's process.
pub struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
    plays: Arc<Mutex<HashMap<String, Play>>>,
}

impl Server {
    /// A server that answers 404 to everything so far.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let server = Self { port, asked: Arc::default(), plays: Arc::default() };
        let (asked, plays) = (server.asked.clone(), server.plays.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (asked, plays) = (asked.clone(), plays.clone());
                thread::spawn(move || answer(stream, &asked, &plays));
            }
        });
        server
    }

    /// Answers `path` with `play` from now on.
    pub fn plays(&self, path: &str, play: Play) -> &Self {
        self.plays.lock().unwrap().insert(path.to_owned(), play);
        self
    }

    /// Answers `path` with `body` as a feed.
    pub fn feed(&self, path: &str, body: &str) -> &Self {
        self.plays(path, Play::Reply(200, vec![("Content-Type", "application/rss+xml".into())], body.into()))
    }

    /// The address of `path` here.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The same by the name of this machine, which is another host to a client.
    pub fn named_url(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port)
    }

    /// Paths asked for so far, in order.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn answer(mut stream: TcpStream, asked: &Mutex<Vec<String>>, plays: &Mutex<HashMap<String, Play>>) {
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    let mut first = String::new();
    let mut validator = None;
    if reader.read_line(&mut first).unwrap_or(0) == 0 {
        return;
    }
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("if-none-match")
        {
            validator = Some(value.trim().to_owned());
        }
    }
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    asked.lock().unwrap().push(path.clone());
    let play = plays.lock().unwrap().get(&path).cloned();
    // A client that hangs up early is part of the play.
    let _ = match play.unwrap_or(Play::Reply(404, Vec::new(), b"nothing here".to_vec())) {
        Play::Validated(etag, _) if validator.as_deref() == Some(etag) => reply(&mut stream, 304, &[], b""),
        Play::Validated(etag, body) => reply(&mut stream, 200, &[("ETag", etag.to_owned())], &body),
        Play::Reply(status, headers, body) => reply(&mut stream, status, &headers, &body),
        Play::Raw(bytes) => stream.write_all(&bytes),
        Play::Drip(pause) => drip(&mut stream, pause),
    };
}

fn reply(stream: &mut TcpStream, status: u16, headers: &[(&str, String)], body: &[u8]) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {status} Played\r\nContent-Length: {}\r\nConnection: close\r\n", body.len());
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    stream.write_all(head.as_bytes())?;
    stream.write_all(b"\r\n")?;
    stream.write_all(body)
}

fn drip(stream: &mut TcpStream, pause: u64) -> std::io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 Slowly\r\nContent-Length: 100000\r\n\r\n")?;
    loop {
        stream.write_all(b"<")?;
        thread::sleep(Duration::from_millis(pause));
    }
}
