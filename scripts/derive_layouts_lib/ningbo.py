"""Layout `ningbo`: one core, two belts, five parks (一核两带五园).

Every outline below is drawn by hand: metres from the anchor in the orientation of the local streets
(see shapes.py), or degrees for the core, the sectors and the belts. None is a surveyed boundary.
Places: county-level units and coast of geodata/base; figures and names: the plan (see SOURCE.md).
"""

from .shapes import block, filleted, frame, placed, ribbon, smooth_closed

MU_M2 = 10000 / 15

LAYOUT = {
    "id": "ningbo",
    "scheme": "一核两带五园",
    "scheme_en": "One core, two belts, five parks",
    "title": "宁波市健康产业发展“十四五”空间布局图",
    "title_en": "Ningbo health industry in the 14th Five-Year Plan: spatial layout",
    "short_title": "宁波",
    "short_title_en": "Ningbo",
    "document": {
        "title": "宁波市健康产业发展“十四五”规划",
        "title_en": "14th Five-Year Plan for the health industry of Ningbo",
        "number": "甬发改规划〔2022〕438号",
        "date": "2022-08-22",
        "issuer": "宁波市发展和改革委员会",
        "issuer_en": "Ningbo Municipal Development and Reform Commission",
        "section": "四、空间布局; 图1",
        "period": "2021-2025",
    },
    "datum": "CGCS2000",
    "extent": [120.75, 28.95, 122.35, 30.45],
    "summary": "规划把全市健康产业落在三个层次上：中心城区的引领核管创新与服务，西部山林和东部海湾两条带管康养与运动，"
               "五个园区管医药器械的研发和制造。图面位置据规划文字勾绘，仅为示意。",
    "summary_en": "The plan places the city's health industry on three levels: a core in the central city for innovation "
                  "and services, a mountain belt in the west and a bay belt in the east for wellness and sports, and "
                  "five parks for developing and making medicines and devices. Positions are drawn from the plan's "
                  "words and are schematic.",
    "indicators": [
        dict(name="健康产业总产出", name_en="Total output of the health industry", unit="亿元", unit_en="100 million yuan",
             base_year=2020, base_value=1467.81, target_year=2025, target_value=2000),
        dict(name="健康产业增加值", name_en="Value added of the health industry", unit="亿元", unit_en="100 million yuan",
             base_year=2020, base_value=578.43, target_year=2025, target_value=1150),
        dict(name="健康产业增加值年度增速", name_en="Annual growth of value added", unit="%", unit_en="%",
             base_year=2020, base_value=8.68, target_year=2025, target_value=None, target_text="不低于全市同期GDP增速",
             target_text_en="not below the growth of the city's GDP",
             note="规划正文一(一)写2020年增速8.23%，表2-1为8.68%，此处从表。",
             note_en="Section 1(1) of the plan says 8.23 % for 2020, table 2-1 says 8.68 %; the table is followed."),
        dict(name="国家级企业技术中心", name_en="National enterprise technology centres", unit="家", unit_en="centres",
             base_year=2020, base_value=1, target_year=2025, target_value=3),
        dict(name="省级以上创新平台", name_en="Innovation platforms of provincial rank or above", unit="家",
             unit_en="platforms", base_year=2020, base_value=5, target_year=2025, target_value=15),
        dict(name="健康产业上市企业", name_en="Listed companies", unit="家", unit_en="companies",
             base_year=2020, base_value=3, target_year=2025, target_value=8),
        dict(name="销售额超百亿的龙头企业集团", name_en="Groups with sales above 10 billion yuan", unit="家",
             unit_en="groups", base_year=2020, base_value=0, target_year=2025, target_value=2),
        dict(name="国家级“单项冠军”健康企业", name_en="National single-product champions", unit="家",
             unit_en="companies", base_year=2020, base_value=2, target_year=2025, target_value=4),
        dict(name="千人医疗卫生机构床位数", name_en="Beds in health institutions per thousand people", unit="张",
             unit_en="beds", base_year=2020, base_value=4.73, target_year=2025, target_value=6.6),
        dict(name="生物医药核心产业规模", name_en="Size of the core biomedical industry", unit="亿元",
             unit_en="100 million yuan", base_year=2020, base_value=245, target_year=2025, target_value=1000),
        dict(name="康养联合体培育数量", name_en="Care unions fostered", unit="个", unit_en="unions",
             base_year=2020, base_value=None, base_text="/", target_year=2025, target_value=160),
        dict(name="居民健康素养水平", name_en="Health literacy of residents", unit="%", unit_en="%",
             base_year=2020, base_value=33.21, target_year=2025, target_value=40),
        dict(name="体育产业总规模", name_en="Size of the sports industry", unit="亿元", unit_en="100 million yuan",
             base_year=2020, base_value=680, target_year=2025, target_value=1300, target_text="≥1300",
             target_text_en="≥ 1300"),
        dict(name="卫生健康数字化改革综合指数", name_en="Composite index of digital reform in health", unit="",
             unit_en="", base_year=2020, base_value=None, base_text="/", target_year=2025, target_value=90),
    ],
    "links": [
        {"from": "core-yongjiang", "to": "layout:digital-health-park"},
        {"from": "park-qianwan", "to": "layout:cixi"},
    ],
}
for row in LAYOUT["indicators"]:
    row.update(kind="预期性", section="表2-1")


def degrees_outline(points, cut_m):
    """Outline given in degrees, its corners rounded by cut_m."""
    to_metres = frame(*points[0])
    return placed(points[0], 0, filleted([to_metres(*p) for p in points], cut_m))


# The built-up city around the three-river mouth: ring-road scale, pulled along the rivers.
CORE = [
    (121.4780, 29.8940), (121.4915, 29.8655), (121.5140, 29.8400), (121.5450, 29.8262),
    (121.5800, 29.8285), (121.6120, 29.8415), (121.6440, 29.8560), (121.6640, 29.8720),
    (121.6675, 29.8905), (121.6490, 29.9065), (121.6170, 29.9170), (121.5880, 29.9310),
    (121.5560, 29.9555), (121.5210, 29.9685), (121.4850, 29.9655), (121.4640, 29.9480),
    (121.4655, 29.9200),
]

# West of the Fenghua river with the old Jiangdong bank; the north side follows the Yao river.
SANJIANGKOU = [
    (121.5235, 29.8672), (121.5290, 29.8555), (121.5395, 29.8535), (121.5480, 29.8560),
    (121.5580, 29.8575), (121.5690, 29.8630), (121.5735, 29.8705), (121.5700, 29.8815),
    (121.5625, 29.8850), (121.5560, 29.8790), (121.5485, 29.8850), (121.5410, 29.8915),
    (121.5265, 29.8905), (121.5245, 29.8790),
]

# The national hi-tech zone: Yong river bank in the north, Yinzhou's border in the east.
YONGJIANG = [
    (121.6065, 29.8785), (121.6190, 29.8745), (121.6330, 29.8735), (121.6465, 29.8740),
    (121.6640, 29.8752), (121.6664, 29.8815), (121.6660, 29.8888), (121.6606, 29.8918), (121.6560, 29.8945),
    (121.6515, 29.9030), (121.6478, 29.9035), (121.6435, 29.8965), (121.6345, 29.8952),
    (121.6290, 29.9045), (121.6185, 29.9050), (121.6060, 29.8990), (121.6020, 29.8890),
]

# North bank of the Yao river around the Olympic sports centre.
OLYMPIC = [
    (121.4815, 29.9275), (121.4865, 29.9288), (121.4945, 29.9286), (121.5010, 29.9222),
    (121.5075, 29.9105), (121.5165, 29.9150), (121.5225, 29.9165), (121.5265, 29.9250),
    (121.5205, 29.9365), (121.5220, 29.9460), (121.5085, 29.9515), (121.4935, 29.9535),
    (121.4860, 29.9475), (121.4790, 29.9455), (121.4770, 29.9350),
]

# lon, lat, half-width to the left and to the right (m), running north to south. The ribbon holds every
# place the plan names; its middle line passes close by, not through, where the places zigzag.
WEST = [
    (121.1340, 29.7970, 3100, 2950),
    (121.1080, 29.7670, 3900, 2550),
    (121.0850, 29.7400, 3200, 3800),
    (121.1220, 29.7060, 2500, 4100),
    (121.1900, 29.6900, 5300, 4200),
    (121.2320, 29.6380, 4500, 5400),
    (121.2470, 29.5700, 3700, 3700),
    (121.2730, 29.5000, 4900, 2900),
    (121.2840, 29.4250, 5700, 3900),
    (121.2630, 29.3600, 4500, 2900),
    (121.2500, 29.3000, 3500, 5000),
    (121.2620, 29.2480, 3000, 3900),
]
EAST = [
    (121.7700, 29.5600, 1300, 1700),
    (121.8000, 29.5500, 2300, 900),
    (121.8420, 29.5680, 2600, 1700),
    (121.8800, 29.5960, 2500, 2200),
    (121.9230, 29.6050, 2200, 2600),
    (121.9520, 29.5750, 2200, 2100),
    (121.9370, 29.5300, 1900, 1900),
    (121.9360, 29.4880, 2500, 1900),
    (121.9470, 29.4430, 2300, 2300),
    (121.9400, 29.3980, 1400, 1900),
    (121.9210, 29.3560, 1500, 1900),
    (121.9260, 29.3080, 1500, 2100),
    (121.9470, 29.2630, 2600, 2600),
    (121.9500, 29.2150, 1900, 2300),
]


def features():
    west_ring, west_centre = ribbon(WEST, 140)
    east_ring, east_centre = ribbon(EAST, 150)
    result = []

    def add(id_, geometry, **properties):
        properties.setdefault("basis", "schematic")
        properties.setdefault("stated_area_m2", None)
        properties.setdefault("stated_area_text", "")
        result.append((id_, geometry, properties))

    def polygon(ring):
        return {"type": "Polygon", "coordinates": [ring]}

    add("core", polygon(smooth_closed(CORE)), role="core",
        name="中心城区健康产业创新发展引领核", name_en="Central-city innovation core",
        located_in=["海曙区", "江北区", "鄞州区"], anchor=[121.56, 29.89], position_accuracy_m=2500,
        summary="中心城区集中了全市的医疗、人才、资本和数据资源，规划让它带动全域，并分三江口、高新区、奥体三个板块成组团建设。",
        summary_en="The central city holds the hospitals, people, capital and data; the plan lets it lead the rest and "
                   "builds it as a group of three sectors at the three-river mouth, the hi-tech zone and the Olympic centre.",
        section="四(一)")
    add("core-sanjiangkou", polygon(degrees_outline(SANJIANGKOU, 220)), role="sector", part_of="core",
        name="三江口健康服务板块", name_en="Sanjiangkou health services",
        located_in=["海曙区"], anchor=[121.553, 29.873], position_accuracy_m=1000,
        summary="以华美医院、李惠利医院、宁大附属医院、市中医院等牵头组建医疗集团，引入医学院所，做高端医疗、养老和健康管理服务。",
        summary_en="Medical groups led by the Hwa Mei, Lihuili, university and Chinese-medicine hospitals, joined by outside "
                   "research institutes, for advanced care, elderly care and health management.",
        section="四(一)")
    add("core-yongjiang", polygon(degrees_outline(YONGJIANG, 220)), role="sector", part_of="core",
        name="甬江健康科创板块", name_en="Yongjiang health science", also_called=["高新区数字健康板块"],
        located_in=["鄞州区"], anchor=[121.64, 29.89], position_accuracy_m=800,
        summary="落在宁波国家高新区，靠甬江实验室、材料所、药检所等载体推进数字健康园，主攻体外诊断、药物研发服务、高端器械和智慧医疗，"
                "目标是医学影像和智能机器人方面的技术创新中心。",
        summary_en="In the national hi-tech zone: the Yongjiang laboratory, the materials institute and the drug inspection "
                   "institute carry the digital health park, with in-vitro diagnostics, drug research services, high-end "
                   "devices and smart medicine; the aim is a national lead in imaging and medical robots.",
        section="四(一)")
    add("core-olympic", polygon(degrees_outline(OLYMPIC, 220)), role="sector", part_of="core",
        name="奥体运动健康板块", name_en="Olympic sports health",
        located_in=["江北区"], anchor=[121.5, 29.935], position_accuracy_m=800,
        summary="以姚江边的奥体中心为中心，连同滨江体育公园、小球训练基地和水上运动学校，把体育同休闲、商业合并开发，发展培训、康复和运动休闲综合体。",
        summary_en="Around the Olympic centre on the Yao river with its riverside park, ball-game base and water-sports "
                   "school: sport developed together with leisure and trade, for training, rehabilitation and leisure complexes.",
        section="四(一)")
    add("belt-west", polygon(west_ring), role="belt",
        name="西部山林康养旅游产业带", name_en="Western mountain wellness belt",
        located_in=["余姚市", "奉化区", "宁海县"], anchor=[121.19, 29.69], position_accuracy_m=5000,
        centreline=west_centre,
        waypoints=[
            dict(name="四明山", name_en="Siming mountain", at=[121.085, 29.740], located_in=["余姚市"]),
            dict(name="溪口雪窦山", name_en="Xikou Xuedou mountain", at=[121.190, 29.690], located_in=["奉化区"]),
            dict(name="天台山方向", name_en="towards Tiantai mountain", at=[121.250, 29.300], located_in=["宁海县"]),
        ],
        summary="沿四明山到天台山的山林，利用森林、药材和温泉，以浙贝母种植基地等为核心做中医药养生旅游和养老，"
                "兼有温泉、森林疗养、异地养老及登山骑行等产品。",
        summary_en="Along the wooded mountains from Siming to Tiantai: forests, medicinal plants (Zhejiang fritillary above "
                   "all) and hot springs serve Chinese-medicine travel, elderly care, forest and spa stays, climbing and cycling.",
        section="四(二)")
    add("belt-east", polygon(east_ring), role="belt",
        name="东部海湾运动休闲产业带", name_en="Eastern bay sports belt",
        located_in=["象山县"], anchor=[121.94, 29.45], position_accuracy_m=2500,
        centreline=east_centre,
        waypoints=[
            dict(name="象山港", name_en="Xiangshan harbour", at=[121.800, 29.550], located_in=["象山县"]),
            dict(name="大目湾", name_en="Damu bay", at=[121.940, 29.450], located_in=["象山县"]),
            dict(name="亚帆中心", name_en="Asian Games sailing centre", at=[121.955, 29.435], located_in=["象山县"]),
            dict(name="半边山", name_en="Banbian mountain", at=[121.950, 29.215], located_in=["象山县"]),
        ],
        summary="串起象山港、大目湾、亚帆中心和半边山的海岸，发展帆船、冲浪、游艇、海钓等水上运动，并带动赛事、培训和体育用品。",
        summary_en="A coast of water sports from Xiangshan harbour by Damu bay and the sailing centre to Banbian mountain: "
                   "sailing, surfing, yachts and sea fishing, with events, training and sports goods in their wake.",
        section="四(二)")
    add("park-life-medicine", polygon(block((121.46, 29.74), 4.0, [
            (-1180, -1290), (-300, -1290), (-300, -1010), (380, -1010), (590, -1130), (560, -300),
            (640, 90), (500, 520), (440, 1160), (60, 1160), (60, 1480), (-560, 1480), (-720, 1130),
            (-720, 610), (-1250, 610), (-1360, 220), (-1180, -260)],
            4.0e6)), role="park",
        name="宁波生命医学中心", name_en="Ningbo Life Medicine Centre",
        located_in=["奉化区"], anchor=[121.46, 29.74], position_accuracy_m=1500,
        stated_area_m2=4000000, stated_area_text="规划总面积4平方公里",
        summary="由宁大医学部方桥校区、市第一医院方桥院区和宁波生命科学城的产业平台区合成，三甲医院与医学院同园，"
                "重点做高端与精准医疗、主动健康和医药研发，让临床参与器械研制。",
        summary_en="The Fangqiao campus of the medical school, the Fangqiao branch of the First Hospital and the platform "
                   "area of the Life Science City in one place, so that clinics take part in developing devices; "
                   "advanced and precision medicine, preventive health, drug research.",
        section="四(三)")
    qianwan = [
        # Hangzhou Bay new area: reclaimed land, streets parallel to the sea wall
        block((121.225, 30.29), -8.0, [
            (-1250, -520), (-380, -520), (-380, -700), (560, -700), (560, -480), (1010, -480), (1090, -60),
            (900, 420), (420, 420), (420, 980), (-230, 980), (-230, 640), (-780, 640), (-780, 330), (-1250, 330)]),
        # Cixi, between the city and the bay
        block((121.33, 30.2), 14.0, [
            (-980, -330), (-300, -330), (-300, -470), (480, -470), (760, -330), (760, 60), (1050, 60),
            (1050, 420), (330, 420), (330, 590), (-140, 640), (-140, 300), (-860, 300), (-980, 130)]),
        # Sino-Italian eco-park on the Yuyao shore
        block((121.01, 30.23), -24.0, [
            (-820, -560), (240, -560), (240, -700), (820, -700), (820, -120), (990, -120), (990, 420), (520, 760),
            (60, 900), (60, 520), (-360, 520), (-360, 720), (-700, 560), (-980, 120), (-820, -60)]),
    ]
    add("park-qianwan", {"type": "MultiPolygon", "coordinates": [[ring] for ring in qianwan]}, role="park",
        name="前湾生物医药产业园", name_en="Qianwan Biomedicine Park",
        located_in=["慈溪市", "余姚市"], anchor=[121.225, 30.29], position_accuracy_m=2000,
        same_as=["zhejiang/park-hangzhou-bay", "cixi/park-hangzhou-bay", "cixi/park-cixi"],
        parts=[
            dict(name="杭州湾新区生命健康产业园", name_en="Life Health Park of Hangzhou Bay New Area", at=[121.225, 30.29],
                 located_in=["慈溪市"], stated_area_m2=None, stated_area_text="", note="规划未给面积，范围示意。",
                 note_en="No area stated; the outline is schematic."),
            dict(name="慈溪市生命健康产业园", name_en="Cixi Life Health Park", at=[121.33, 30.2],
                 located_in=["慈溪市"], stated_area_m2=None, stated_area_text="", note="规划未给面积，范围示意。",
                 note_en="No area stated; the outline is schematic."),
            dict(name="中意生态园片区", name_en="Sino-Italian eco-park area", at=[121.01, 30.23],
                 located_in=["余姚市"], stated_area_m2=None, stated_area_text="", note="规划未给面积，范围示意。",
                 note_en="No area stated; the outline is schematic."),
        ],
        summary="合并慈溪、杭州湾新区和中意生态园三片，整合企业与平台，研发并制造影像设备、诊断仪器、康复器材、疫苗和生物制品，"
                "目标是全省的医疗器械创新示范中心。",
        summary_en="Three areas in Cixi, Hangzhou Bay New Area and the Sino-Italian eco-park under one name: imaging, "
                   "analysers, rehabilitation goods, vaccines and biologics, with robots and wearables to come; meant as a "
                   "model centre for medical devices.",
        section="四(三)")
    bio_city = block((121.445, 29.3), 18.0, [
        (-760, -980), (-120, -1120), (420, -1120), (420, -760), (780, -760), (780, -120), (620, -120), (620, 420),
        (880, 520), (880, 980), (240, 1080), (-200, 940), (-200, 620), (-640, 620), (-640, 60), (-900, -60),
        (-900, -560), (-760, -560)],
        2.6e6)
    bio_base = block((121.56, 29.27), -33.0, [
        (-880, -70), (-420, -110), (130, -110), (560, -60), (960, -90), (960, 520), (700, 520), (700, 860),
        (240, 860), (240, 1040), (-360, 1040), (-360, 1230), (-760, 1230), (-880, 1090)],
        2.0e6)
    add("park-bio-industry", {"type": "MultiPolygon", "coordinates": [[bio_city], [bio_base]]}, role="park",
        name="宁波生物产业园", name_en="Ningbo Bio-industry Park",
        located_in=["宁海县"], anchor=[121.445, 29.3], position_accuracy_m=2000,
        stated_area_m2=4600000, stated_area_text="规划总面积4.6平方公里",
        parts=[
            dict(name="城区部分", name_en="City part", at=[121.445, 29.3], located_in=["宁海县"],
                 stated_area_m2=None, stated_area_text="城区现有面积78.4亩", existing_area_m2=round(78.4 * MU_M2, 2),
                 note="规划只给现有78.4亩；图上2.6平方公里为总面积减去产业化基地后的余数，是绘图假定。",
                 note_en="The plan states only 78.4 mu (5.2 ha) at present; the 2.6 km2 drawn is the total less the base, "
                         "an assumption of this map."),
            dict(name="产业化基地", name_en="Industrial base", at=[121.56, 29.27], located_in=["宁海县"],
                 stated_area_m2=2000000, stated_area_text="规划面积约2平方公里", note="", note_en=""),
        ],
        summary="以生物药、制剂、药物研发、天然产物提取和动物实验五个硬件平台为底，提供新药临床前服务，承接疫苗、生物药和创新化药的转化生产。",
        summary_en="Five hardware platforms (biologics, formulation, drug research, natural extracts, animal testing) give "
                   "pre-clinical services; vaccines, biologics and new chemical drugs are to be scaled up and made here.",
        section="四(三)")
    add("park-yinzhou", polygon(block((121.545, 29.735), -12.0, [
            (-1090, -610), (-340, -610), (-340, -430), (560, -430), (560, -700), (910, -700), (980, -210),
            (820, 330), (360, 330), (360, 640), (-120, 760), (-420, 620), (-420, 250), (-1090, 130)],
            2.1e6)), role="park",
        name="鄞州大健康产业园", name_en="Yinzhou Great Health Park",
        located_in=["鄞州区"], anchor=[121.545, 29.735], position_accuracy_m=1500,
        stated_area_m2=2100000, stated_area_text="规划总面积2.1平方公里",
        summary="含明州经济技术开发区姜山区块，以人体工学、高端器械和健康防护用品为主业，内建智能医疗、乐歌等园中园，做手术机器人、内窥镜和医疗人工智能。",
        summary_en="Takes in the Jiangshan area of the Mingzhou development zone: ergonomics, advanced devices and protective "
                   "goods, with parks inside the park for surgical robots, endoscopes and medical AI.",
        section="四(三)")
    add("park-meishan", polygon(block((121.985, 29.785), 40.0, [
            (-1150, -380), (-420, -380), (-420, -540), (520, -540), (520, -330), (1080, -330), (1180, 40),
            (960, 360), (520, 360), (520, 560), (-60, 560), (-60, 360), (-720, 420), (-1150, 120)])),
        role="park",
        name="梅山生命健康产业园", name_en="Meishan Life Health Park",
        located_in=["北仑区"], anchor=[121.985, 29.785], position_accuracy_m=1500,
        summary="借自贸试验区梅山区块的政策，集中高性能医疗器械的研发、组装和加工，涉及成像、微创和家用保健设备，并以精准医疗开展国际合作生产。",
        summary_en="With the rules of the free-trade zone on Meishan: developing, assembling and processing high-performance "
                   "devices (imaging, minimally invasive, home care), and precision medicine in international cooperation.",
        section="四(三)")
    return result
