"""Articles and their series, comments, letters."""

from escale.media.models.articles import Article as Article
from escale.media.models.articles import ArticleQuerySet as ArticleQuerySet
from escale.media.models.articles import Category as Category
from escale.media.models.articles import Series as Series
from escale.media.models.comments import Comment as Comment
from escale.media.models.comments import CommentDecision as CommentDecision
from escale.media.models.comments import CommentQuerySet as CommentQuerySet
from escale.media.models.comments import CommentReport as CommentReport
from escale.media.models.comments import CommentState as CommentState
from escale.media.models.comments import RightOfReply as RightOfReply
from escale.media.models.letters import Letter as Letter
from escale.media.models.letters import LetterArticle as LetterArticle
from escale.media.models.letters import LetterCopy as LetterCopy
from escale.media.models.letters import LetterQuerySet as LetterQuerySet
