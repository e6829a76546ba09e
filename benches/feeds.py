#!/usr/bin/env python3
"""Write the articles of a folder as RSS feeds of 1,000 items, for readers of feeds: feeds.py FOLDER OUT"""
import os, sys
from xml.sax.saxutils import escape

folder, out = sys.argv[1:]
os.makedirs(out, exist_ok=True)
paths = sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)
for number, start in enumerate(range(0, len(paths), 1000)):
    with open(os.path.join(out, f"{number:05}.xml"), "w", encoding="utf-8") as feed:
        feed.write(f'<?xml version="1.0"?><rss version="2.0"><channel><title>feed {number:05}</title>'
                   f"<link>http://localhost/{number}</link><description>articles</description>\n")
        for path in paths[start:start + 1000]:
            with open(path, encoding="utf-8", errors="replace") as article:
                title, _, text = article.read().partition("\n")
            feed.write(f"<item><title>{escape(title)}</title><guid>{escape(path)}</guid>"
                       f"<description>{escape(text)}</description></item>\n")
        feed.write("</channel></rss>\n")
