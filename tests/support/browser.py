"""A browser for the officers' pages: cookies, tokens, forms, no scripts."""

import re
from html import unescape

import requests

from tests.support.province import PASSWORD

XSS = '<script>alert("Thử")</script>'


class Browser:
    """A browser without scripts: follows links, keeps cookies, posts forms with what they hold."""

    def __init__(self, province):
        self._province = province
        self.session = requests.Session()
        self.session.trust_env = False

    def get(self, path, **more):
        return self._call("GET", path, **more)

    def post(self, path, fields, **more):
        return self._call("POST", path, data=fields, **more)

    def token(self, path):
        found = re.search(r'name="csrf" value="([^"]+)"', self.get(path).text)
        return unescape(found.group(1))

    def sign_in(self, login="thu", password=PASSWORD):
        fields = {"login": login, "password": password, "csrf": self.token("/officers/login")}
        return self.post("/officers/login", fields)

    def act(self, record, verb, **fields):
        page = f"/officers/dossiers/{record}"
        rev = re.search(r'name="rev" value="(\d+)"', self.get(page).text)
        known = {"csrf": self.token(page), "rev": rev.group(1) if rev else "0"}
        return self.post(f"{page}/{verb}", known | fields)

    def _call(self, method, path, **more):
        more = {"timeout": 20, "verify": str(self._province.ca_path), **more}
        return self.session.request(method, self._province.url + path, **more)
