"""Attachments at rest: named bytes in a folder or a bucket, finished blobs and open uploads upon them."""
