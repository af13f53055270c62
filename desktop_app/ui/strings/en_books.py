"""The words of the commune's books in English."""

from typing import Final

ENGLISH_BOOKS: Final[dict[str, str]] = {
    "go_books": "The commune's books",
    "scope_books": "The commune's books",
    "books_title": "The commune's books",
    "books_all": "All",
    "books_mine": "On this machine",
    "books_others": "On others",
    "books_full": "Full",
    "books_shown": "{count} volumes · id of this machine: {machine}",
    "books_none": "No volume on this machine yet · id of this machine: {machine}",
    "book_no_machine": "not enrolled",
    "books_not_for_role": "This role does not see the commune's books.",
    "book_entries_not_for_role": "This role sees the list of books, not their entries.",
    "column_book": "Volume",
    "column_book_title": "Name",
    "column_book_holder": "Held by",
    "column_book_next": "Next number",
    "column_book_entries": "Entries",
    "column_book_state": "State",
    "book_name": "{sign} volume {volume}/{year}",
    "book_here": "This machine",
    "book_there": "Another machine ({machine}…)",
    "book_after_loss": "{holder}, taken after a loss",
    "book_is_here": "In use",
    "book_is_there": "On another machine",
    "book_is_waiting": "Waits for the province",
    "book_is_full": "Full",
    "show_book": "Show the volume",
    "book_shown": "{title}. {total} entries, next number {next}.",
    "book_empty": "Nothing was entered yet.",
    "book_about": "{name}: {holder}, next number {number}.",
    "open_book": "Open a volume",
    "open_book_do": "Open it",
    "open_book_done": "Opened {sign} volume {volume}; it gives numbers once the province confirms it.",
    "open_book_about": (
        "This machine will hold the volume. Numbers are drawn from the books BLT receipts for fees · "
        "STD register of dossiers · GTN receipts of dossiers · PBS supplements · PTC refusals · "
        "PXL apologies · TB stops · PKS control sheets · PBG hand-overs · PCT certifications · "
        "TBN notices to pay. Others (SCT/BS) are entered by hand."
    ),
    "book_sign": "Sign",
    "book_title": "Name of the book",
    "book_year": "Year",
    "book_volume": "Volume",
    "book_first": "First number (a paper book goes on from its next)",
    "enter_book": "Enter by hand",
    "enter_book_do": "Enter",
    "enter_book_done": "Entered in {name}, number {number}.",
    "book_dossier": "Dossier (provisional number or code), if any",
    "book_text": "What the entry says",
    "print_book": "Print the volume",
    "print_book_do": "Print",
    "print_book_done": "{name}, {rows} entries: {where}",
    "print_book_about": "{name}. Without days the whole volume is printed.",
    "hand_book": "Hand over",
    "hand_book_do": "Hand over",
    "hand_book_done": "{name} is handed over; the other machine enters once both have synced.",
    "hand_book_about": "The id of the other machine stands at the head of its own screen of books.",
    "book_to": "Id of the machine that takes it",
    "take_lost_book": "Take a lost machine's book",
    "take_lost_book_do": "Take it",
    "take_lost_book_done": "{name} is taken; it goes on from {number} once the province confirms it.",
    "take_lost_book_about": (
        "Only if that machine is lost or broken. Give the number after all that it may have given; "
        "those between are left to it."
    ),
    "book_start": "Goes on from number",
    "book_loss": "What happened to the machine",
    "open_volume": "Show the book",
}
