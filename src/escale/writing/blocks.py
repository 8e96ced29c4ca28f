"""What an article or a sheet is made of. Every block has its template in `templates/writing/blocks/`."""

from django.db import models
from wagtail import blocks

from escale.writing.choosers import picture_chooser, workshop_chooser

INLINE = ["bold", "link"]
"""What may be done inside a sentence; the rest has a block of its own."""
PARAGRAPH = [*INLINE, "ul", "ol"]


class Device(models.TextChoices):
    """What somebody has in her hands: a step may read differently on each."""

    ANDROID = "android", "Téléphone ou tablette Android"
    IPHONE = "iphone", "iPhone ou iPad"
    WINDOWS = "windows", "Ordinateur Windows"
    MAC = "mac", "Ordinateur Mac"


PictureChooserBlock = picture_chooser.get_block_class(name="PictureChooserBlock", module_path="escale.writing.blocks")
WorkshopChooserBlock = workshop_chooser.get_block_class(
    name="WorkshopChooserBlock", module_path="escale.writing.blocks"
)


class PictureBlock(blocks.StructBlock):
    """A picture with what is said under it; what it shows and who made it stand with the picture itself."""

    picture = PictureChooserBlock(label="Image")
    caption = blocks.CharBlock(label="Légende", required=False, max_length=160)

    class Meta:
        icon = "image"
        label = "Image"
        template = "writing/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    """Words of somebody."""

    text = blocks.TextBlock(label="Ce qui a été dit", max_length=400)
    who = blocks.CharBlock(label="Qui l’a dit", required=False, max_length=80)

    class Meta:
        icon = "openquote"
        label = "Citation"
        template = "writing/blocks/quote.html"


class FigureBlock(blocks.StructBlock):
    """A figure, and what it counts."""

    value = blocks.CharBlock(label="Chiffre", max_length=20)
    sentence = blocks.CharBlock(label="Ce qu’il compte", max_length=160)
    source = blocks.CharBlock(label="D’où il vient", required=False, max_length=120)

    class Meta:
        icon = "order"
        label = "Chiffre"
        template = "writing/blocks/figure.html"


class BoxBlock(blocks.StructBlock):
    """A box beside the text."""

    title = blocks.CharBlock(label="Titre", max_length=80)
    text = blocks.RichTextBlock(label="Texte", features=PARAGRAPH)

    class Meta:
        icon = "info-circle"
        label = "Encadré"
        template = "writing/blocks/box.html"


class DeviceVersionBlock(blocks.StructBlock):
    """How a step goes on one kind of device."""

    device = blocks.ChoiceBlock(label="Appareil", choices=Device.choices)
    text = blocks.RichTextBlock(label="Texte", features=PARAGRAPH)


class StepBlock(blocks.StructBlock):
    """One numbered step: one thing to do."""

    text = blocks.RichTextBlock(label="Ce qu’il faut faire", features=INLINE)
    picture = PictureChooserBlock(label="Image", required=False)
    versions = blocks.ListBlock(DeviceVersionBlock(), label="Selon l’appareil", default=[])

    class Meta:
        icon = "list-ol"
        label = "Étape"
        template = "writing/blocks/step.html"


def text_blocks() -> list[tuple[str, blocks.Block]]:
    """The blocks both articles and sheets have."""
    return [
        (
            "heading",
            blocks.CharBlock(label="Intertitre", max_length=120, icon="title", template="writing/blocks/heading.html"),
        ),
        (
            "paragraph",
            blocks.RichTextBlock(label="Paragraphe", features=PARAGRAPH, template="writing/blocks/paragraph.html"),
        ),
        ("picture", PictureBlock()),
        ("box", BoxBlock()),
    ]
