"""Layout `cixi`: the nodes of a proposal on Cixi's life-health industry; it names no scheme.

The two park pieces are those of the Ningbo plan, so that both maps show the same ground.
"""

from . import ningbo

LAYOUT = {
    "id": "cixi",
    "scheme": "",
    "scheme_en": "",
    "title": "慈溪市生命健康产业节点图",
    "title_en": "Nodes of Cixi's life-health industry",
    "short_title": "慈溪",
    "short_title_en": "Cixi",
    "document": {
        "title": "关于加快发展生命健康产业推动市域现代化产业体系建设的建议",
        "title_en": "Proposal to develop the life-health industry as part of the city's modern industrial system",
        "number": "", "date": "", "issuer": "",
        "section": "二、建议",
    },
    "datum": "CGCS2000",
    "extent": [121.1, 30.1, 121.45, 30.39],
    "summary": "建议主张以临床为源头，联合医院、研究所、企业和检测实验平台，把慈溪的家电和制造优势引向医疗器械。"
               "图上为其点名的机构和前湾生物医药产业园在慈溪的两片；位置多数只能落到城区。",
    "summary_en": "The proposal starts from the clinic: hospitals, institutes, companies and test laboratories together should turn "
                  "Cixi's strength in appliances towards medical devices. Shown are the bodies it names and the two Cixi pieces "
                  "of the Qianwan park; most positions are no better than the town.",
    "indicators": [],
    "links": [],
}

# id, name, name_en, lon, lat, kind, accuracy (m), summary, summary_en
NODES = [
    ("node-institute", "慈溪医工所（宁波慈溪生物医学工程研究所）", "Cixi Institute of Biomedical Engineering", 121.250, 30.180, "研究机构", 3000,
     "医工结合的研究机构，建议要求尽快建成，并以同样力度支持企业与临床医生的研发。",
     "Institute joining medicine and engineering; to be finished soon, with companies and doctors supported alike."),
    ("node-hospital", "邵逸夫医院慈溪分院", "Sir Run Run Shaw Hospital, Cixi branch", 121.270, 30.200, "医院", 3000,
     "建设中的分院，为产业提供临床端。", "A branch under construction, the clinical side of the industry."),
    ("node-graduate-school", "温医大慈溪研究生院、生物医药研究院", "Graduate school and biomedical institute of Wenzhou Medical University",
     121.235, 30.165, "高校", 8000, "培养人才并做生物医药研究，建议要求尽快建成。", "Trains people and does biomedical research; to be finished soon."),
    ("node-testing", "公共检测平台", "Public testing platform", 121.262, 30.163, "公共平台", 8000,
     "为企业的产品验证和注册提供检测。", "Tests products for validation and registration."),
    ("node-animal-lab", "临床动物实验中心", "Clinical animal laboratory", 121.245, 30.150, "公共平台", 8000,
     "为器械和药物提供临床前动物实验。", "Animal studies before clinical trials of devices and drugs."),
]


def features():
    qianwan = next(f for f in ningbo.features() if f[0] == "park-qianwan")
    pieces = [polygon[0] for polygon in qianwan[1]["coordinates"]]
    parts = qianwan[2]["parts"]
    result = []
    for index, id_, same_as, summary, summary_en in (
            (0, "park-hangzhou-bay", ["ningbo/park-qianwan", "zhejiang/park-hangzhou-bay"],
             "前湾生物医药产业园在杭州湾新区的一片，与慈溪各机构同属一个集群。",
             "The piece of the Qianwan park in Hangzhou Bay New Area, of one cluster with the bodies in Cixi."),
            (1, "park-cixi", ["ningbo/park-qianwan"],
             "前湾生物医药产业园在慈溪的一片，制造企业的主要落点。",
             "The Cixi piece of the Qianwan park, where makers are to settle.")):
        part = parts[index]
        result.append((id_, {"type": "Polygon", "coordinates": [pieces[index]]}, dict(
            role="park", name=part["name"], name_en=part["name_en"], located_in=part["located_in"], anchor=part["at"],
            stated_area_m2=None, stated_area_text="", basis="schematic", position_accuracy_m=2000,
            summary=summary, summary_en=summary_en, section="", same_as=same_as,
            note="范围取自宁波“十四五”规划图层，本建议未点名。", note_en="Outline of the Ningbo layout; the proposal does not name it.")))
    for id_, name, name_en, lon, lat, kind, accuracy, summary, summary_en in NODES:
        more = {}
        if accuracy >= 8000:
            more = dict(note="建议未给位置，点落在慈溪城区，仅表示在慈溪。", note_en="No position given; the point in the town only means: in Cixi.")
        result.append((id_, {"type": "Point", "coordinates": [lon, lat]}, dict(
            role="node", name=name, name_en=name_en, kind=kind, located_in=["慈溪市"], anchor=[lon, lat],
            stated_area_m2=None, stated_area_text="", basis="schematic", position_accuracy_m=accuracy,
            summary=summary, summary_en=summary_en, section="二(三)", **more)))
    return result
