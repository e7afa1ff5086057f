"""Layout `hangzhou`: one core, two belts (一核两带) of 2016, and the fourteen platforms of 专栏8.

The core is the exact union of the six urban districts of 2016; the belts are ribbons drawn by hand.
"""

from .shapes import ribbon, union_geometry

NEEDS_BASE = True

LAYOUT = {
    "id": "hangzhou",
    "scheme": "一核两带",
    "scheme_en": "One core, two belts",
    "title": "杭州市健康产业“一核、两带”空间布局图",
    "title_en": "Hangzhou health industry in the 13th Five-Year Plan: one core, two belts",
    "short_title": "杭州",
    "short_title_en": "Hangzhou",
    "document": {
        "title": "杭州市健康产业发展“十三五”规划",
        "title_en": "13th Five-Year Plan for the health industry of Hangzhou",
        "number": "杭政办函〔2016〕115号",
        "date": "2016-10-19",
        "issuer": "杭州市人民政府办公厅",
        "issuer_en": "General Office of the Hangzhou Municipal People's Government",
        "section": "四、空间布局; 专栏6, 8",
        "period": "2016-2020",
    },
    "datum": "CGCS2000",
    "extent": [118.2, 29.05, 120.9, 30.7],
    "summary": "主城区为核，一条带沿钱塘江、富春江、新安江两岸，一条带在西部余杭和临安的山区，另列十四个重点平台。核按2016年六城区合并，两带和点位为示意。",
    "summary_en": "The urban districts are the core; one belt follows the Qiantang, Fuchun and Xin'an rivers, the other the "
                  "mountains of western Yuhang and Lin'an; fourteen platforms are listed. The core is the union of the six "
                  "districts of 2016, belts and points are schematic.",
    "indicators": [
        dict(name="健康产业增加值", name_en="Value added of the health industry", unit="亿元", unit_en="100 million yuan",
             base_value=502.06, target_value=1000, target_text="1000左右", target_text_en="about 1000"),
        dict(name="健康产业增加值年均增速", name_en="Average annual growth of value added", unit="%", unit_en="%",
             base_value=12.9, target_value=15, target_text="15左右", target_text_en="about 15",
             note="2015年为当年增速，2020年为五年年均。", note_en="2015: that year's growth; 2020: average over five years."),
        dict(name="健康产业增加值占地区生产总值比重", name_en="Value added as a share of GDP", unit="%", unit_en="%",
             base_value=5.0, target_value=7, target_text="7左右", target_text_en="about 7"),
        dict(name="建成健康产业平台", name_en="Health platforms built", unit="个", unit_en="platforms",
             base_value=None, base_text="", target_value=10, target_text="10个以上", target_text_en="more than 10"),
    ],
    "links": [],
}
for row in LAYOUT["indicators"]:
    row.update(base_year=2015, target_year=2020, section="一(一); 二(三)")

CORE_UNITS = ["上城区", "下城区", "江干区", "拱墅区", "西湖区", "滨江区"]

# lon, lat, half-width to the left and to the right (m), from the estuary upstream
RIVERS = [
    (120.5900, 30.2870, 4200, 4200),
    (120.5100, 30.3080, 5600, 4300),
    (120.4300, 30.2910, 5200, 3100),
    (120.3600, 30.2730, 4200, 5200),
    (120.2850, 30.2560, 4400, 5600),
    (120.2150, 30.2200, 4600, 5200),
    (120.1500, 30.1600, 5600, 3800),
    (120.0900, 30.0950, 3600, 3600),
    (120.0100, 30.0530, 3800, 4200),
    (119.9300, 30.0250, 4200, 4000),
    (119.8450, 29.9450, 4200, 4000),
    (119.7650, 29.8700, 3800, 4200),
    (119.6900, 29.7950, 4600, 4600),
    (119.6400, 29.7100, 3400, 3900),
    (119.5750, 29.6100, 3200, 3800),
    (119.4900, 29.5400, 3900, 4200),
    (119.3850, 29.5050, 4000, 4400),
    (119.2800, 29.4900, 4300, 4300),
    (119.1850, 29.5150, 4600, 4400),
    (119.0600, 29.5850, 6200, 5600),
    (118.9300, 29.6150, 5400, 5000),
    (118.8100, 29.6050, 3800, 3800),
]

# from the Yuhang hills to the Anhui border
WEST = [
    (119.8950, 30.4050, 5600, 4600),
    (119.8050, 30.3780, 7600, 11800),
    (119.7300, 30.3020, 7200, 9300),
    (119.6500, 30.2350, 5200, 7400),
    (119.5200, 30.2200, 5600, 7000),
    (119.3800, 30.1950, 6000, 8000),
    (119.2300, 30.1650, 7200, 7200),
    (119.1000, 30.1150, 7000, 7200),
    (118.9620, 30.1080, 5600, 6000),
]

# id, name, name_en, unit, lon, lat, kind, summary, summary_en, same_as
PLATFORMS = [
    ("platform-shangcheng", "上城高端医疗服务集聚区", "Shangcheng Advanced Care Cluster", "上城区", 120.172, 30.245, "服务集聚区",
     "市级现代服务业集聚区，主题为高端医疗服务。", "Municipal service cluster for advanced medical care.", []),
    ("platform-binjiang", "杭州国家高新区智慧医疗产业基地", "Smart Medicine Base of the Hi-tech Zone", "滨江区", 120.190, 30.185, "产业基地",
     "省级智慧医疗产业基地，健康信息产业的主要载体。", "Provincial base of smart medicine, the main home of health information.", []),
    ("platform-future-city", "杭州未来科技城健康产业基地", "Future Sci-tech City Health Base", "余杭区", 120.005, 30.280, "产业基地",
     "依托未来科技城（海创园）的生物医药基地。", "Biomedical base in the Future Sci-tech City.", []),
    ("platform-yuhang", "余杭生物医药高新技术产业园区", "Yuhang Biomedical High-tech Park", "余杭区", 120.285, 30.430, "产业园区",
     "省级生物医药高新园区。", "Provincial biomedical high-tech park.", ["zhejiang/park-yuhang"]),
    ("platform-dajiangdong", "大江东生命健康产业园", "Dajiangdong Life Health Park", "萧山区", 120.500, 30.270, "产业园区",
     "三江两岸带下游的产业园，在大江东产业集聚区内。", "Park at the lower end of the river belt, in the Dajiangdong area.", []),
    ("platform-xihu", "西湖区健康产业园", "Xihu Health Park", "西湖区", 120.080, 30.200, "产业园区",
     "专栏8所列的主城区平台。", "A platform of the urban core listed by the plan.", []),
    ("platform-tianhe", "杭州天和高科技产业园", "Tianhe High-tech Park", "江干区", 120.245, 30.305, "产业园区",
     "市级现代服务业集聚区之一。", "One of the municipal service clusters.", []),
    ("platform-tonglu", "桐庐富春健康城", "Tonglu Fuchun Health City", "桐庐县", 119.700, 29.780, "健康城",
     "市级现代服务业集聚区，三江两岸带的节点。", "Municipal service cluster, a stop on the river belt.", []),
    ("platform-xianghu", "湘湖智慧健康小镇", "Xianghu Smart Health Town", "萧山区", 120.225, 30.140, "健康小镇",
     "三江两岸带的小镇，主题为智慧健康。", "Town on the river belt for smart health.", []),
    ("platform-xiasha", "下沙东部医药港小镇", "Xiasha Eastern Medicine Port", "江干区", 120.335, 30.300, "健康小镇",
     "市级健康小镇，做生物医药。", "Municipal health town for biomedicine.", ["zhejiang/town-medicine-port"]),
    ("platform-fuyang", "富阳富春药谷小镇", "Fuyang Fuchun Medicine Valley", "富阳区", 119.770, 29.990, "健康小镇",
     "省级创建类健康小镇，做生物医药。", "Provincial health town being founded, for biomedicine.", ["zhejiang/town-fuyang"]),
    ("platform-changle", "长乐创龄健康小镇", "Changle Health Town", "余杭区", 119.820, 30.400, "健康小镇",
     "省级培育类健康小镇，西部山区带的平台。", "Provincial health town being fostered, on the western belt.", []),
    ("platform-linan", "临安颐养小镇", "Lin'an Recuperation Town", "临安市", 119.705, 30.265, "健康小镇",
     "省级培育类健康小镇，西部山区带的平台。", "Provincial health town being fostered, on the western belt.", ["zhejiang/town-linan"]),
    ("platform-jiande", "建德悦养小镇", "Jiande Recreation Town", "建德市", 119.330, 29.500, "健康小镇",
     "三江两岸带上游的小镇。", "Town on the upper river belt.", []),
]


def features(base):
    result = [("core", union_geometry(base, CORE_UNITS), dict(
        role="core", name="主城区", name_en="Urban core", located_in=CORE_UNITS, units=CORE_UNITS, anchor=[120.17, 30.27],
        stated_area_m2=None, stated_area_text="", basis="administrative", position_accuracy_m=200,
        summary="医疗资源最密集的六城区，借旧城改造和存量房产建设特色平台，发展高端医疗、康复护理、健康信息与金融、第三方服务和体育健身。",
        summary_en="The six districts with most hospitals: old buildings and land are reused for platforms of advanced care, "
                   "rehabilitation, health data and finance, third-party services and sports.",
        section="四(一)"))]
    ring, centre = ribbon(RIVERS, 190)
    result.append(("belt-rivers", {"type": "Polygon", "coordinates": [ring]}, dict(
        role="belt", name="“三江两岸”健康产业发展带", name_en="Three-rivers belt",
        located_in=["萧山区", "江干区", "滨江区", "富阳区", "桐庐县", "建德市", "淳安县"], anchor=[119.93, 30.02],
        stated_area_m2=None, stated_area_text="", basis="schematic", position_accuracy_m=3000, centreline=centre[::-1],
        waypoints=[
            dict(name="大江东", name_en="Dajiangdong", at=[120.500, 30.270], located_in=["萧山区"]),
            dict(name="下沙", name_en="Xiasha", at=[120.345, 30.295], located_in=["江干区"]),
            dict(name="滨江", name_en="Binjiang", at=[120.190, 30.185], located_in=["滨江区"]),
            dict(name="富阳", name_en="Fuyang", at=[119.950, 30.050], located_in=["富阳区"]),
            dict(name="桐庐", name_en="Tonglu", at=[119.690, 29.800], located_in=["桐庐县"]),
            dict(name="建德", name_en="Jiande", at=[119.280, 29.475], located_in=["建德市"]),
            dict(name="千岛湖", name_en="Qiandao lake", at=[119.040, 29.605], located_in=["淳安县"]),
        ],
        summary="从大江东上溯下沙、滨江、萧山、富阳、桐庐、建德到淳安的沿江地区，以医药园区、智慧医疗基地和各健康小镇为节点，做生物医药、健康信息、体育健身和康复旅游。",
        summary_en="The banks from Dajiangdong up by Xiasha, Binjiang, Xiaoshan, Fuyang, Tonglu and Jiande to Chun'an: drug parks, "
                   "a smart-medicine base and health towns, for biomedicine, health data, sports and recuperation.",
        section="四(二)",
        note="规划还点名余杭区，因其不临江，本带未画到；余杭的平台以点表示。",
        note_en="The plan also names Yuhang; it does not lie on the river and the ribbon does not reach it. Its platforms are "
                "shown as points.")))
    ring, centre = ribbon(WEST, 130)
    result.append(("belt-west", {"type": "Polygon", "coordinates": [ring]}, dict(
        role="belt", name="西部山区健康服务业发展带", name_en="Western mountain service belt",
        located_in=["余杭区", "临安市"], anchor=[119.52, 30.22],
        stated_area_m2=None, stated_area_text="", basis="schematic", position_accuracy_m=5000, centreline=centre[::-1],
        waypoints=[
            dict(name="瓶窑镇", name_en="Pingyao", at=[119.930, 30.390], located_in=["余杭区"]),
            dict(name="百丈镇", name_en="Baizhang", at=[119.745, 30.460], located_in=["余杭区"]),
            dict(name="径山镇", name_en="Jingshan", at=[119.800, 30.380], located_in=["余杭区"]),
            dict(name="临安城区", name_en="Lin'an town", at=[119.715, 30.235], located_in=["临安市"]),
            dict(name="湍口镇", name_en="Tuankou", at=[119.080, 30.060], located_in=["临安市"]),
            dict(name="清凉峰镇", name_en="Qingliangfeng", at=[118.940, 30.110], located_in=["临安市"]),
        ],
        summary="余杭西部到临安的山地，利用山林和温泉搭建长乐、临安、湍口等小镇，做养老、健康旅游和山地运动。",
        summary_en="The hills from western Yuhang through Lin'an: woods and hot springs carry small towns for elderly care, "
                   "health travel and mountain sports.",
        section="四(二)")))
    for id_, name, name_en, unit, lon, lat, kind, summary, summary_en, same_as in PLATFORMS:
        properties = dict(role="platform", name=name, name_en=name_en, kind=kind, located_in=[unit], anchor=[lon, lat],
                          stated_area_m2=None, stated_area_text="", basis="schematic", position_accuracy_m=2500,
                          summary=summary, summary_en=summary_en, section="专栏8")
        if same_as:
            properties["same_as"] = same_as
        result.append((id_, {"type": "Point", "coordinates": [lon, lat]}, properties))
    return result
