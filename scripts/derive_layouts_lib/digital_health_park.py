"""Layout `digital-health-park`: one park, many points (一园多点) in the Ningbo hi-tech zone.

Phase one is drawn as a net of shared nodes, so its four plates meet exactly and fill it. The plan gives
its bounding roads and river, not their course: the sides stand in the right order and the size is the
stated one. Where a plot lies inside phase one is not said at all; the plots are a picture.
"""

from shapely.geometry import Polygon, box

from .shapes import block, closed_ccw, fitted, frame, geodesic_area_m2, rounded

LAYOUT = {
    "id": "digital-health-park",
    "scheme": "一园多点",
    "scheme_en": "One park, many points",
    "title": "宁波国家高新区数字健康园“一园多点”布局图",
    "title_en": "Digital health park of the Ningbo national hi-tech zone: one park, many points",
    "short_title": "数字健康园",
    "short_title_en": "Digital health park",
    "document": {
        "title": "宁波国家高新区数字健康园建设发展规划(2020-2025年)",
        "title_en": "Development plan for the digital health park of the Ningbo national hi-tech zone, 2020-2025",
        "number": "甬高科〔2021〕3号",
        "date": "2021-01-18",
        "issuer": "宁波国家高新区(新材料科技城)管委会",
        "issuer_en": "Administration of the Ningbo national hi-tech zone",
        "section": "五、空间布局; 图5-1至5-4",
        "period": "2020-2025",
    },
    "datum": "CGCS2000",
    "extent": [121.614, 29.86, 121.770, 29.985],  # to the east room for the map of phase one
    "summary": "数字健康园分两期：一期在高新区南区东南角，按“一中心两基地”加生活配套分四个板块；二期北拓贵驷。区外另有海尔施、盈升、平安健康、李惠利等多个点。",
    "summary_en": "The park comes in two phases: the first in the south-east corner of the zone, divided into a centre, two bases "
                  "and living services; the second to the north at Guisi. Points outside are Health Gene, Yingsheng, Ping An "
                  "and the Lihuili hospital.",
    "indicators": [
        dict(name="生命健康产业总规模", name_en="Size of the life-health industry", unit="亿元", unit_en="100 million yuan",
             target_value=200),
        dict(name="制造业产值", name_en="Manufacturing output", unit="亿元", unit_en="100 million yuan", target_value=100),
        dict(name="医疗服务主营业务收入", name_en="Revenue of medical services", unit="亿元", unit_en="100 million yuan",
             target_value=100),
        dict(name="年销售额10亿元以上企业", name_en="Companies with sales above 1 billion yuan", unit="家", unit_en="companies",
             target_value=5),
        dict(name="上市企业", name_en="Listed companies", unit="家", unit_en="companies", target_value=10, target_text="10以上",
             target_text_en="10 or more"),
        dict(name="高新技术企业", name_en="High-tech companies", unit="家", unit_en="companies", target_value=100),
        dict(name="新增知识产权", name_en="New patents and other rights", unit="项", unit_en="rights", target_value=1000,
             target_text="1000以上", target_text_en="1000 or more"),
        dict(name="引进创新型团队", name_en="Innovation teams brought in", unit="个", unit_en="teams", target_value=100,
             target_text="100以上", target_text_en="100 or more"),
        dict(name="引进人才计划专家", name_en="Experts of talent programmes brought in", unit="名", unit_en="people",
             target_value=100, target_text="100以上", target_text_en="100 or more"),
    ],
    "links": [],
}
for row in LAYOUT["indicators"]:
    row.update(base_year=2020, base_value=None, base_text="", target_year=2025, section="三(三)")

ANCHOR = (121.655, 29.886)
PHASE_ONE_M2 = 1.7e6
PHASE_TWO_M2 = 1.6e6
USABLE_M2 = 409000.0  # 40.9 ha, section 五(一)1

# Metres from ANCHOR. South: 通途路. East: 东环北路. North: 三眼桥江. West: 剑兰路, then 新梅路 after the step K-L.
NODES = {
    "A": (-720, -640), "B": (-90, -655), "C": (760, -690), "D": (800, -120), "E": (770, 180), "F": (640, 420),
    "G": (360, 560), "H": (60, 540), "I": (-210, 640), "J": (-560, 590), "K": (-585, 160), "L": (-790, 150),
    "M": (-760, -60), "P": (-40, 40), "R": (20, 300), "S": (-420, -20), "T": (350, -60), "U": (-60, -330),
}
OUTLINE = "ABCDEFGHIJKLM"
PLATES = [
    ("plate-innovation", "ABUPSM", "生命健康产业创新中心", "Life Health Innovation Centre",
     "研发为主：药物方面做肿瘤和心脑血管的高端仿制药与创新药，器械方面做康复、植介入、诊断等高附加值产品，并建公共技术平台和孵化链。",
     "Research first: advanced generics and new drugs against cancer and vascular disease, high-value devices, shared "
     "laboratories and a chain of incubators."),
    ("plate-smart-medicine", "BCDTPU", "智慧医疗基地", "Smart Medicine Base",
     "以智能楼宇聚集互联网医疗、精准医疗、人工智能医疗和医疗贸易企业，谋划影像中心、检测中心和高端医疗综合体。",
     "Office buildings for online, precision and AI medicine and medical trade, with imaging and testing centres planned."),
    ("plate-biomedicine", "PTDEFGHR", "生物医药基地", "Biomedicine Base",
     "生产康复器械、植介入器械、智慧医疗和诊断设备，走智能与绿色制造，开放GMP车间，并吸引药企总部。",
     "Makes rehabilitation goods, implants, smart and diagnostic devices by smart and green methods, opens its GMP workshop "
     "to others and draws company headquarters."),
    ("plate-living", "MSPRHIJKL", "生活配套", "Living Services",
     "人才公寓、邻里中心和商业等生活服务。", "Flats for staff, a neighbourhood centre and shops."),
]

# id, name, name_en, plate, status, usable, box in metres (u0, v0, u1, v1) cut to the plate less the streets
PLOTS = [
    ("plot-zhizao-a", "智造社区A（西北工业大学宁波研究院）", "Zhizao community A", 0, "已建", False, (-800, -700, -420, -445)),
    ("plot-zhizao-b", "智造社区B", "Zhizao community B", 0, "已建", False, (-402, -700, 0, -445)),
    ("plot-zhizao-c", "智造社区C", "Zhizao community C", 0, "在建", True, (-800, -425, -520, 60)),
    ("plot-zhizao-d", "智造社区D", "Zhizao community D", 0, "在建", True, (-502, -425, -262, 60)),
    ("plot-zhizao-e", "智造社区E", "Zhizao community E", 0, "在建", True, (-244, -425, 0, 60)),
    ("plot-fuyang", "复洋", "Fuyang", 1, "已建", False, (-100, -720, 180, -425)),
    ("plot-tianan", "天安", "Tian'an", 1, "已建", False, (198, -720, 470, -425)),
    ("plot-yongxin", "永新", "Yongxin", 1, "已建", False, (488, -720, 820, -425)),
    ("plot-yunsheng", "韵升", "Yunsheng", 1, "已建", False, (-100, -405, 170, 60)),
    ("plot-chunhe", "春和", "Chunhe", 1, "待改造", True, (188, -405, 402, 0)),
    ("plot-dean", "德安", "De'an", 1, "已建", False, (420, -405, 820, -60)),
    ("plot-xinzhi", "新芝", "Xinzhi", 2, "已建", False, (482, -160, 820, 140)),
    ("plot-bangda", "邦达", "Bangda", 2, "已建", False, (222, -100, 464, 180)),
    ("plot-tianyi", "天益生物", "Tianyi", 2, "已建", False, (-60, -20, 204, 225)),
    ("plot-north-of-tianyi", "天益生物北侧地块", "North of Tianyi", 2, "潜力", True, (-60, 245, 214, 600)),
    ("plot-north-of-substation", "变电站北侧地块", "North of the substation", 2, "潜力", True, (400, 270, 700, 600)),
    ("plot-flats", "人才公寓", "Staff flats", 3, "潜力", False, (-600, 330, -290, 700)),
    ("plot-zhizao-f", "智造社区F", "Zhizao community F", 3, "潜力", True, (-250, 260, 60, 520)),
]
STATUS_EN = {"已建": "built", "在建": "under construction", "待改造": "to be renewed", "潜力": "potential"}
STREET_M = 14


def net():
    """Nodes in degrees, scaled about ANCHOR until phase one has its stated area; and that scale."""
    to_degrees = frame(*ANCHOR)
    keys = list(NODES)
    outline = [keys.index(key) for key in OUTLINE]
    points, scale = fitted(
        lambda scale: rounded(to_degrees(u * scale, v * scale, inverse=True) for u, v in NODES.values()),
        lambda points: geodesic_area_m2([points[i] for i in outline]), PHASE_ONE_M2)
    return dict(zip(keys, points)), scale


def plot_rings(scale):
    """Rings of the plots in degrees; the usable ones shrink together until they sum to USABLE_M2."""
    to_degrees = frame(*ANCHOR)

    def degrees(shape, factor):
        x0, y0 = shape.centroid.coords[0]
        points = [(x0 + (x - x0) * factor, y0 + (y - y0) * factor) for x, y in shape.exterior.coords]
        return closed_ccw([to_degrees(x * scale, y * scale, inverse=True) for x, y in points])[:-1]

    drawn = []
    for _, _, _, plate, _, _, corners in PLOTS:
        ground = Polygon([NODES[key] for key in PLATES[plate][1]]).buffer(-STREET_M, join_style=2)
        drawn.append(ground.intersection(box(*corners)))
    usable = [shape for shape, row in zip(drawn, PLOTS) if row[5]]
    sizes = [len(degrees(shape, 1.0)) for shape in usable]

    def split(points):
        rings, first = [], 0
        for size in sizes:
            rings.append(points[first:first + size])
            first += size
        return rings

    points, factor = fitted(lambda factor: [point for shape in usable for point in degrees(shape, factor)],
                            lambda points: sum(geodesic_area_m2(ring) for ring in split(points)), USABLE_M2)
    if factor > 1.0:
        raise SystemExit(f"usable plots are drawn too small: factor {factor:.3f}")
    shrunk = iter(split(points))
    open_rings = [next(shrunk) if row[5] else degrees(shape, 1.0) for shape, row in zip(drawn, PLOTS)]
    return [ring + [ring[0]] for ring in open_rings]


def features():
    nodes, scale = net()
    phase_one = closed_ccw([nodes[key] for key in OUTLINE])
    phase_two = block((121.64, 29.965), 28.0, [
        (-520, -930), (180, -930), (180, -720), (560, -720), (700, -430), (700, 60), (420, 60), (420, 430),
        (560, 620), (480, 960), (-60, 960), (-220, 760), (-220, 520), (-560, 520), (-690, 90), (-690, -380), (-520, -380)],
        PHASE_TWO_M2)
    result = []

    def add(id_, geometry, **properties):
        for key, value in (("stated_area_m2", None), ("stated_area_text", ""), ("basis", "schematic")):
            properties.setdefault(key, value)
        result.append((id_, geometry, properties))

    add("park", {"type": "MultiPolygon", "coordinates": [[phase_one], [phase_two]]}, role="park",
        name="数字健康园", name_en="Digital health park", located_in=["鄞州区", "镇海区"], anchor=list(ANCHOR),
        stated_area_m2=3300000, stated_area_text="总体规划面积3.3平方公里", position_accuracy_m=1000,
        parts=[
            dict(name="数字健康园一期", name_en="Phase one", at=list(ANCHOR), located_in=["鄞州区"], stated_area_m2=1700000,
                 stated_area_text="面积约为1.7平方公里", note="四至见一期要素。", note_en="Bounds: see the feature of phase one."),
            dict(name="数字健康园二期", name_en="Phase two", at=[121.64, 29.965], located_in=["镇海区"], stated_area_m2=1600000,
                 stated_area_text="1.6平方公里", note="规划只写贵驷片启动区，范围示意。",
                 note_en="The plan says only the starting area of Guisi; the outline is schematic."),
        ],
        summary="高新区的专业园区，以体外诊断和药物研发服务为优势、高端器械和智慧医疗及服务贸易为潜力，分两期建设。",
        summary_en="The zone's special park: strong in in-vitro diagnostics and drug research services, growing in devices, smart "
                   "medicine and trade; built in two phases.",
        section="五(一)")
    add("phase-one", {"type": "Polygon", "coordinates": [phase_one]}, role="phase", part_of="park",
        name="数字健康园一期", name_en="Phase one", located_in=["鄞州区"], anchor=list(ANCHOR),
        stated_area_m2=1700000, stated_area_text="面积约为1.7平方公里", basis="text-boundary", position_accuracy_m=500,
        boundary=[
            dict(side="west", line="新梅路、剑兰路", nodes="JKLMA"), dict(side="north", line="三眼桥江", nodes="EFGHIJ"),
            dict(side="south", line="通途路", nodes="ABC"), dict(side="east", line="东环北路", nodes="CDE"),
        ],
        usable_area_m2=USABLE_M2, usable_area_text="可用地面积约40.9公顷",
        summary="南区东南角，西到新梅路和剑兰路、北到三眼桥江、南到通途路、东到东环北路；定位一中心两基地，智造社区D先行启动。",
        summary_en="South-east corner between Xinmei and Jianlan roads, the Sanyanqiao river, Tongtu road and the east ring road; "
                   "one centre and two bases, starting with Zhizao community D.",
        note="规划给出四至，未给道路坐标：各边次序依文字，走向为手绘，大小按1.7平方公里定。",
        note_en="The plan names the four sides but gives no course: their order follows the text, their line is drawn by hand and "
                "the size set to 1.7 km2.",
        section="五(一)1")
    add("phase-two", {"type": "Polygon", "coordinates": [phase_two]}, role="phase", part_of="park",
        name="数字健康园二期", name_en="Phase two", located_in=["镇海区"], anchor=[121.64, 29.965],
        stated_area_m2=1600000, stated_area_text="1.6平方公里", position_accuracy_m=1500,
        summary="北区贵驷片启动区内的专业园区，发展高端器械和生物医药总部。",
        summary_en="A special park in the starting area of Guisi for advanced devices and biomedical headquarters.",
        section="五(一)")
    for id_, keys, name, name_en, summary, summary_en in PLATES:
        ring = closed_ccw([nodes[key] for key in keys])
        spot = Polygon(ring).representative_point()
        add(id_, {"type": "Polygon", "coordinates": [ring]}, role="plate", part_of="phase-one", name=name, name_en=name_en,
            located_in=["鄞州区"], anchor=[round(spot.x, 6), round(spot.y, 6)], position_accuracy_m=500,
            summary=summary, summary_en=summary_en, section="五(一)2")
    for (id_, name, name_en, plate, status, usable, _), ring in zip(PLOTS, plot_rings(scale)):
        spot = Polygon(ring).representative_point()
        add(id_, {"type": "Polygon", "coordinates": [ring]}, role="plot", part_of=PLATES[plate][0], name=name, name_en=name_en,
            status=status, usable=usable, located_in=["鄞州区"], anchor=[round(spot.x, 6), round(spot.y, 6)],
            position_accuracy_m=800,
            summary=f"一期现状用地，状态为{status}" + ("，计入可用地。" if usable else "。"),
            summary_en=f"Plot of phase one, {STATUS_EN[status]}" + ("; counts as usable." if usable else "."),
            note="规划未给地块位置，图上位置示意。", note_en="The plan does not say where the plot lies; the place is a picture.",
            section="五(一)1")
    for id_, name, name_en, lon, lat, kind, accuracy, summary, summary_en in [
            ("node-health-gene", "海尔施地块", "Health Gene site", 121.630, 29.893, "体外诊断", 1000,
             "发展体外诊断。", "In-vitro diagnostics."),
            ("node-yingsheng", "盈升总部及其医疗综合体", "Yingsheng headquarters and medical complex", 121.640, 29.882, "医疗贸易", 1000,
             "发展医疗贸易和高端健康管理。", "Medical trade and advanced health management."),
            ("node-pingan", "平安健康(检测)中心", "Ping An health testing centre", 121.620, 29.882, "医学影像", 1000,
             "发展高端医学影像诊断。", "Advanced medical imaging."),
            ("node-lihuili", "李惠利医院东部院区", "Lihuili hospital, eastern branch", 121.617, 29.875, "临床应用", 800,
             "承担临床研究和创新产品的应用研究，社区医院同此类。", "Clinical research and trials of new products; community hospitals count with it.")]:
        add(id_, {"type": "Point", "coordinates": [lon, lat]}, role="node", kind=kind, name=name, name_en=name_en,
            located_in=["鄞州区"], anchor=[lon, lat], position_accuracy_m=accuracy, summary=summary, summary_en=summary_en,
            section="五(二)")
    return result
