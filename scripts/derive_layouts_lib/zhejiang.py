"""Layout `zhejiang`: one core, three poles, three belts, and the towns, parks and platforms of 专栏3 and 11.

Core, poles and belts are exact unions of county-level units, so the overlaps the plan's words imply are
real ones: see OVERLAPS, which the checks hold the map to.
"""

from .shapes import smooth_line, union_geometry

NEEDS_BASE = True

LAYOUT = {
    "id": "zhejiang",
    "scheme": "一核三极三带",
    "scheme_en": "One core, three poles, three belts",
    "also_scheme": "多镇多园",
    "also_scheme_en": "Many towns, many parks",
    "title": "浙江省健康产业发展“十四五”空间布局图",
    "title_en": "Zhejiang health industry in the 14th Five-Year Plan: spatial layout",
    "short_title": "浙江",
    "short_title_en": "Zhejiang",
    "document": {
        "title": "浙江省健康产业发展“十四五”规划",
        "title_en": "14th Five-Year Plan for the health industry of Zhejiang",
        "number": "", "date": "", "issuer": "",
        "section": "四、空间布局; 专栏3, 10, 11",
        "period": "2021-2025",
    },
    "datum": "CGCS2000",
    "extent": [117.98, 27.0, 123.2, 31.23],
    "summary": "以杭州都市区为核、宁波和温州及金华—义乌为三极，浙北平原、浙东沿海、浙西浙南山区为三带，再以特色小镇、重点园区和万亩千亿平台承载项目。"
               "核、极、带按规划点名的县级单元合并而成，点位示意。",
    "summary_en": "Hangzhou's metropolitan area is the core, Ningbo, Wenzhou and Jinhua-Yiwu are the poles, the northern plain, "
                  "the eastern coast and the western and southern mountains the belts; towns, parks and large platforms hold "
                  "the projects. Core, poles and belts are unions of the county-level units the plan names; points are schematic.",
    "indicators": [
        dict(name="规模以上医药企业研发费用支出占主营业务收入比重", name_en="Research spending of larger drug makers, share of revenue",
             unit="%", unit_en="%", base_year=2020, base_value=4.9, target_value=5.5),
        dict(name="创建健康产业领域国家实验室数量", name_en="National laboratories for health to be founded", unit="个",
             unit_en="laboratories", base_year=2020, base_value=0, target_value=1),
        dict(name="新增健康产业国家级企业技术中心", name_en="New national enterprise technology centres", unit="家",
             unit_en="centres", base_year=2020, base_value=None, base_text="/", target_value=15),
        dict(name="健康产业总产出", name_en="Total output of the health industry", unit="亿元", unit_en="100 million yuan",
             base_year=2019, base_value=9315, target_value=15000),
        dict(name="健康产业增加值", name_en="Value added of the health industry", unit="亿元", unit_en="100 million yuan",
             base_year=2019, base_value=3719, target_value=6000),
        dict(name="健康产业增加值占GDP比重", name_en="Value added as a share of GDP", unit="%", unit_en="%",
             base_year=2019, base_value=6, target_value=6.5, target_text="6.5以上", target_text_en="above 6.5"),
        dict(name="500亿以上医药产业集群", name_en="Drug clusters above 50 billion yuan", unit="个", unit_en="clusters",
             base_year=2020, base_value=0, target_value=5),
        dict(name="超百亿元的医药龙头企业集团", name_en="Drug groups above 10 billion yuan", unit="家", unit_en="groups",
             base_year=2020, base_value=2, target_value=5),
        dict(name="国家级卫生人才数", name_en="National-level health professionals", unit="人", unit_en="people",
             base_year=2020, base_value=285, target_value=350),
        dict(name="规上医药企业主营业务收入", name_en="Revenue of larger drug makers", unit="亿元", unit_en="100 million yuan",
             base_year=2020, base_value=2151, target_value=4000),
        dict(name="康养联合体培育数量", name_en="Care unions fostered", unit="个", unit_en="unions",
             base_year=2020, base_value=None, base_text="/", target_value=1000),
        dict(name="居民健康素养水平", name_en="Health literacy of residents", unit="%", unit_en="%",
             base_year=2020, base_value=29.5, target_value=40),
        dict(name="体育产业规模", name_en="Size of the sports industry", unit="亿元", unit_en="100 million yuan",
             base_year=2020, base_value=3000, target_value=5000),
        dict(name="健康制造数字化车间/智能工厂", name_en="Digital workshops and smart factories", unit="家",
             unit_en="factories", base_year=2020, base_value=17, target_value=30),
        dict(name="卫生健康数字化转型综合指数", name_en="Composite index of digital change in health", unit="", unit_en="",
             base_year=2020, base_value=75, target_value=90),
    ],
    "links": [
        {"from": "core-hangzhou", "to": "layout:hangzhou"},
        {"from": "pole-ningbo", "to": "layout:ningbo"},
    ],
}
for row in LAYOUT["indicators"]:
    row.update(target_year=2025, section="专栏4")
    if row["base_year"] == 2019:
        row.update(note="专栏4注：该值为2019年数据。", note_en="A 2019 figure by the note under the table.")

MUNICIPAL_ACCURACY_M = 200  # the base layer against the coast, see geodata/base/SOURCE.md

# Pairs that share ground by the plan's own words, and the units they share (None: all of the first).
OVERLAPS = {
    ("core-hangzhou", "belt-mountains"): ["淳安县", "建德市"],
    ("pole-ningbo", "belt-coast"): None,
    ("pole-wenzhou", "belt-coast"): None,
    ("pole-wenzhou", "belt-mountains"): ["文成县", "泰顺县"],
    ("belt-coast", "belt-mountains"): ["文成县", "泰顺县"],
}

# id, name, name_en, municipalities, single units, anchor, section, summary, summary_en, more
AREAS = [
    ("core-hangzhou", "core", "杭州都市区健康产业创新发展引领核", "Hangzhou metropolitan core", ["杭州市"], [], [120.17, 30.25],
     "四(一) “一核”引领",
     "数字经济和医疗资源最集中的地方，靠城西科创大走廊、省实验室和国家医学中心做全省健康产业的创新源头，钱塘、余杭、滨江、萧山是集聚重点。",
     "The densest mix of digital business and hospitals; provincial laboratories, national medical centres and the western "
     "science corridor make it the source of innovation, with Qiantang, Yuhang, Binjiang and Xiaoshan as the places to gather.",
     dict(highlights=[
         dict(name="钱塘新区", name_en="Qiantang New Area", units=["江干区", "萧山区"],
              note="2019年由江干区下沙与萧山区大江东合成，底图为当时之前的区划，无单独单元。",
              note_en="Formed in 2019 from Xiasha (Jianggan) and Dajiangdong (Xiaoshan); the base layer has no unit of its own for it."),
         dict(name="余杭区", name_en="Yuhang", units=["余杭区"]),
         dict(name="滨江区", name_en="Binjiang", units=["滨江区"]),
         dict(name="萧山区", name_en="Xiaoshan", units=["萧山区"]),
     ])),
    ("pole-ningbo", "pole", "宁波都市区健康产业增长极", "Ningbo growth pole", ["宁波市"], [], [121.55, 29.86], "四(一) “三极”辐射",
     "以杭州湾新区、宁波生物产业园和慈溪、宁海、梅山等集聚区为支点，发展影像设备、医疗器械、疫苗和健康食品，带动浙东。",
     "Rests on Hangzhou Bay, the Ningbo bio-industry park and the areas of Cixi, Ninghai and Meishan: imaging, devices, "
     "vaccines and health food, to lead the east.", {}),
    ("pole-wenzhou", "pole", "温州都市区健康产业增长极", "Wenzhou growth pole", ["温州市"], [], [120.66, 28.0], "四(一) “三极”辐射",
     "用好社会办医国家试点，借瓯江实验室、瓯海小镇和环大罗山走廊发展特色专科、康养和医用材料，带动浙东南。",
     "Builds on the national trial of private medicine, the Oujiang laboratory, the Ouhai town and the Daluo mountain "
     "corridor: specialist clinics, recuperation and medical materials for the south-east.", {}),
    ("pole-jinhua-yiwu", "pole", "金华—义乌都市区健康产业增长极", "Jinhua-Yiwu growth pole", ["金华市"], [], [119.92, 29.2],
     "四(一) “三极”辐射",
     "凭中药材资源和磐安江南药镇延伸整条中药产业链，并借自贸区金义片区和义乌贸易改革扩大国际合作，带动浙中。",
     "Medicinal plants and the Pan'an town carry a whole Chinese-medicine chain; the free-trade zone and Yiwu's trade reform "
     "open it to the world.", {}),
    ("belt-north-plain", "belt", "浙北平原健康休闲产业带", "Northern plain leisure belt", ["湖州市", "嘉兴市"], [], [120.4, 30.72],
     "四(一) “三带”串联",
     "湖州、嘉兴两市，主题为“智+”“健+”，接轨长三角一体化示范区，做互联网医疗、运动休闲、健康旅游和养老。",
     "Huzhou and Jiaxing under the themes smart and fit: online medicine, sports, health travel and elderly care, close to the "
     "delta's demonstration zone.", {}),
    ("belt-coast", "belt", "浙东沿海健康制造产业带", "Eastern coast manufacturing belt",
     ["绍兴市", "宁波市", "舟山市", "台州市", "温州市"], [], [121.2, 29.05], "四(一) “三带”串联",
     "绍兴、宁波、舟山、台州、温州五市，主题为“药+”“医+”，在既有医药和器械制造上做创新药、海洋生物制品和特色原料药。",
     "Shaoxing, Ningbo, Zhoushan, Taizhou and Wenzhou under the themes drugs and medicine: innovative drugs, marine products "
     "and special active ingredients on an existing base of makers.", {}),
    ("belt-mountains", "belt", "浙西浙南山区健康养生产业带", "Western and southern mountain wellness belt",
     ["衢州市", "丽水市"], ["淳安县", "建德市", "文成县", "泰顺县"], [119.2, 28.5], "四(一) “三带”串联",
     "衢州、丽水加上杭州西南和温州文成、泰顺，主题为“养+”“健+”，以生态和中药材发展养生旅游与中医药全产业链。",
     "Quzhou and Lishui with the south-west of Hangzhou and Wencheng and Taishun: nature and medicinal plants for wellness "
     "travel and a whole Chinese-medicine chain.",
     dict(note="规划只写“杭州西南地区”，此处取淳安、建德两县市，是本图的解释。",
          note_en="The plan says only 'the south-west of Hangzhou'; Chun'an and Jiande are this map's reading.")),
]

# id, name, name_en, unit, lon, lat, grade, summary, summary_en, same_as
TOWNS = [
    ("town-wuxing", "吴兴美妆小镇", "Wuxing Beauty Town", "吴兴区", 119.975, 30.640, "命名", "化妆品小镇，已验收命名。",
     "Cosmetics town, accepted and named.", []),
    ("town-panan", "磐安江南药镇", "Pan'an Jiangnan Medicine Town", "磐安县", 120.490, 29.010, "命名",
     "中药材小镇，已验收命名，支撑金华—义乌的中药产业链。", "Medicinal-plant town, accepted and named; a base of the Jinhua-Yiwu chain.", []),
    ("town-dinghai", "定海远洋渔业小镇", "Dinghai Ocean Fishery Town", "定海区", 122.100, 30.110, "命名",
     "远洋渔业小镇，已验收命名。", "Deep-sea fishery town, accepted and named.", []),
    ("town-fuyang", "富阳药谷小镇", "Fuyang Medicine Valley", "富阳区", 119.770, 29.990, "创建", "创建类医药小镇。",
     "Pharmaceutical town in the making.", ["hangzhou/platform-fuyang"]),
    ("town-tonglu", "桐庐健康小镇", "Tonglu Health Town", "桐庐县", 119.705, 29.765, "创建", "创建类健康小镇。",
     "Health town in the making.", []),
    ("town-medicine-port", "杭州医药港小镇", "Hangzhou Medicine Port", "江干区", 120.335, 30.300, "创建",
     "创建类生物医药小镇，年产值已超350亿元，接近杭州生物医药产值的一半。",
     "Biomedical town in the making; output above 35 billion yuan, nearly half of Hangzhou's biomedicine.",
     ["hangzhou/platform-xiasha"]),
    ("town-liangzhu", "杭州良渚国际生命科技小镇", "Liangzhu International Life Science Town", "余杭区", 120.035, 30.370, "创建",
     "创建类生命科技小镇。", "Life-science town in the making.", []),
    ("town-ouhai", "瓯海生命健康小镇", "Ouhai Life Health Town", "瓯海区", 120.690, 27.930, "创建",
     "创建类小镇，温州增长极的平台之一。", "Town in the making, one of the platforms of the Wenzhou pole.", []),
    ("town-majiabang", "马家浜健康食品小镇", "Majiabang Health Food Town", "南湖区", 120.720, 30.725, "创建", "创建类健康食品小镇。",
     "Health-food town in the making.", []),
    ("town-jiaojiang", "椒江绿色药都小镇", "Jiaojiang Green Medicine Town", "椒江区", 121.470, 28.675, "创建",
     "创建类小镇，台州“绿色药都”的平台。", "Town in the making, a platform of Taizhou's green medicine capital.", []),
    ("town-linan", "临安颐养小镇", "Lin'an Recuperation Town", "临安市", 119.705, 30.265, "培育", "培育类颐养小镇。",
     "Recuperation town being fostered.", ["hangzhou/platform-linan"]),
    ("town-taihu", "湖州太湖健康蜜月小镇", "Huzhou Taihu Honeymoon Town", "吴兴区", 120.105, 30.935, "培育", "培育类滨湖小镇。",
     "Lakeside town being fostered.", []),
    ("town-sanmen", "三门滨海健康小镇", "Sanmen Seaside Health Town", "三门县", 121.560, 29.030, "培育", "培育类滨海小镇。",
     "Seaside town being fostered.", []),
    ("town-linhai", "临海国际医药小镇", "Linhai International Medicine Town", "临海市", 121.560, 28.740, "培育", "培育类医药小镇。",
     "Pharmaceutical town being fostered.", []),
    ("town-xianju", "仙居医械小镇", "Xianju Device Town", "仙居县", 120.750, 28.860, "培育", "培育类医疗器械小镇。",
     "Medical-device town being fostered.", []),
]

PARKS = [
    ("park-yuhang", "余杭生物医药高新园区", "Yuhang Biomedical High-tech Park", "余杭区", 120.285, 30.430, ["hangzhou/platform-yuhang"]),
    ("park-hangzhou-bay", "杭州湾新区生命健康产业园", "Life Health Park of Hangzhou Bay New Area", "慈溪市", 121.225, 30.290,
     ["ningbo/park-qianwan", "cixi/park-hangzhou-bay"]),
    ("park-south-taihu", "南太湖生物医药产业园", "South Taihu Biomedicine Park", "吴兴区", 120.130, 30.890, []),
    ("park-shaoxing-binhai", "绍兴滨海现代医药高新园区", "Shaoxing Binhai Medicine High-tech Park", "越城区", 120.660, 30.090, []),
    ("park-jinhua", "金华健康生物医药产业园", "Jinhua Health Biomedicine Park", "婺城区", 119.540, 29.080, []),
    ("park-toumen", "浙江头门港经济开发区", "Toumen Port Development Zone", "临海市", 121.620, 28.720, []),
    ("park-api", "浙东南化学原料药产业基地", "South-east Zhejiang Active-ingredient Base", "椒江区", 121.500, 28.700, []),
    ("park-putuo-centre", "普陀国际健康产业中心", "Putuo International Health Centre", "普陀区", 122.310, 29.950, []),
    ("park-putuo", "普陀大健康产业园", "Putuo Great Health Park", "普陀区", 122.270, 29.940, []),
]

PLATFORMS = [
    ("platform-qiantang", "杭州钱塘新区高端生物医药产业平台", "Qiantang New Area Biomedicine Platform", "江干区", 120.345, 30.295,
     "钱塘新区的“万亩千亿”平台，已有国际药企进驻，做生物技术药、创新药和高端装备。",
     "The large platform of Qiantang New Area, with international drug makers on site: biologics, new drugs, advanced equipment."),
    ("platform-binhai", "绍兴滨海新区高端生物医药产业平台", "Binhai New Area Biomedicine Platform", "越城区", 120.680, 30.080,
     "绍兴滨海新区的“万亩千亿”平台，支撑绍兴的现代医药制造。",
     "The large platform of Shaoxing's Binhai New Area, the base of the city's drug making."),
]

# Middle lines for lettering along the belts, in reading direction.
CENTRELINES = {
    "belt-north-plain": [(119.62, 30.83), (119.95, 30.78), (120.35, 30.70), (120.72, 30.68), (121.02, 30.70)],
    "belt-coast": [(120.72, 29.92), (121.12, 29.78), (121.33, 29.42), (121.28, 29.02), (121.02, 28.62), (120.72, 28.22),
                   (120.48, 27.78)],
    "belt-mountains": [(118.93, 29.62), (118.78, 29.18), (118.82, 28.72), (119.08, 28.34), (119.42, 28.02), (119.78, 27.72)],
}


def members(base, cities, units):
    names = [name for name in base.counties if base.city_of[name] in cities]
    return sorted(names, key=lambda n: (cities.index(base.city_of[n]), base.code_of[n])) + units


def features(base):
    result = []
    for id_, role, name, name_en, cities, units, anchor, section, summary, summary_en, more in AREAS:
        names = members(base, cities, units)
        result.append((id_, union_geometry(base, names), dict(
            role=role, name=name, name_en=name_en, located_in=names, units=names, anchor=anchor,
            stated_area_m2=None, stated_area_text="", basis="administrative", position_accuracy_m=MUNICIPAL_ACCURACY_M,
            summary=summary, summary_en=summary_en, section=section, **more)))
        if id_ in CENTRELINES:
            result[-1][2]["centreline"] = smooth_line(CENTRELINES[id_], 60)

    def point(id_, role, name, name_en, unit, lon, lat, **more):
        properties = dict(role=role, name=name, name_en=name_en, located_in=[unit], anchor=[lon, lat],
                          stated_area_m2=None, stated_area_text="", basis="schematic", position_accuracy_m=2500)
        properties.update({key: value for key, value in more.items() if value})
        result.append((id_, {"type": "Point", "coordinates": [lon, lat]}, properties))

    for id_, name, name_en, unit, lon, lat, grade, summary, summary_en, same_as in TOWNS:
        point(id_, "town", name, name_en, unit, lon, lat, kind="健康特色小镇", grade=grade, summary=summary,
              summary_en=summary_en, section="专栏3; 专栏11", same_as=same_as)
    for id_, name, name_en, unit, lon, lat, same_as in PARKS:
        point(id_, "park", name, name_en, unit, lon, lat, kind="健康产业园区", summary="专栏11所列的重点健康产业园区之一，规划未给面积。",
              summary_en="One of the key health parks listed by the plan, which states no area.", section="专栏11", same_as=same_as)
    for id_, name, name_en, unit, lon, lat, summary, summary_en in PLATFORMS:
        point(id_, "platform", name, name_en, unit, lon, lat, kind="万亩千亿平台", summary=summary, summary_en=summary_en,
              section="专栏11", note="规划未给面积；按“万亩”之名不少于1万亩，即6.67平方公里。",
              note_en="No area stated; by its name at least 10,000 mu, which is 6.67 km2.")
    return result
