"""A composed QGIS print layout as a file, at 300 dpi: PDF or picture by the name's end."""
from qgis.core import QgsLayoutExporter


def export(layout, out):
    """The exporter, whose labelling results tell what was placed, and whether it went well."""
    exporter = QgsLayoutExporter(layout)
    if out.endswith(".pdf"):
        settings = QgsLayoutExporter.PdfExportSettings()
        settings.dpi = 300
        result = exporter.exportToPdf(out, settings)
    else:
        settings = QgsLayoutExporter.ImageExportSettings()
        settings.dpi = 300
        result = exporter.exportToImage(out, settings)
    return exporter, result == QgsLayoutExporter.Success
