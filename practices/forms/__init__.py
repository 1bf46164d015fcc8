"""Forms of the catalogue."""

from practices.forms.drafts import NewDraftForm, SubmitForm
from practices.forms.my_data import ContactForm, EraseForm
from practices.forms.review import AnswersForm, ReviewForm, TakeDownForm
from practices.forms.saved_lists import SavedListForm

__all__ = [
    "AnswersForm",
    "ContactForm",
    "EraseForm",
    "NewDraftForm",
    "ReviewForm",
    "SavedListForm",
    "SubmitForm",
    "TakeDownForm",
]
