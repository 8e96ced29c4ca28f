from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "escale.questions"
