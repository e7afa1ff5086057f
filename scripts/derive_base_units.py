"""The 89 county-level units of Zhejiang that the base layer holds, and their names.

The source package carries Chinese names and six-digit codes; romanised names are not in it and
stand here, in pinyin without tones, with the official apostrophes (Chun'an, Pan'an, Ji'an).
The list is also the check: a unit that is missing, added or renamed in the source is an error.
"""

from __future__ import annotations

# code of the municipality, file stem in the package, name, name in English
MUNICIPALITIES = [
    ("330100", "zhe4_jiang1_hang2_zhou1", "杭州市", "Hangzhou"),
    ("330200", "zhe4_jiang1_ning2_bo1", "宁波市", "Ningbo"),
    ("330300", "zhe4_jiang1_wen1_zhou1", "温州市", "Wenzhou"),
    ("330400", "zhe4_jiang1_jia1_xing1", "嘉兴市", "Jiaxing"),
    ("330500", "zhe4_jiang1_hu2_zhou1", "湖州市", "Huzhou"),
    ("330600", "zhe4_jiang1_shao4_xing1", "绍兴市", "Shaoxing"),
    ("330700", "zhe4_jiang1_jin1_hua2", "金华市", "Jinhua"),
    ("330800", "zhe4_jiang1_qu2_zhou1", "衢州市", "Quzhou"),
    ("330900", "zhe4_jiang1_zhou1_shan1", "舟山市", "Zhoushan"),
    ("331000", "zhe4_jiang1_tai2_zhou1", "台州市", "Taizhou"),
    ("331100", "zhe4_jiang1_li4_shui3", "丽水市", "Lishui"),
]

# The package calls Fenghua a district (奉化区, so since 2016) but still gives it the code of the
# former city 330283. GB/T 2260 gives the district 330213.
RECODED = {"330283": "330213"}

# Land area in km2: what public yearbooks state, and what the polygons of the package measure as
# they come (both from the fact sheet of the project; order as MUNICIPALITIES).
YEARBOOK_KM2 = [16850, 9816, 12110, 4223, 5820, 8279, 10942, 8845, 1459, 10050, 17275]
RAW_KM2 = [16847, 10344, 12263, 4609, 5827, 8279, 10935, 8850, 1587, 10358, 17271]

_UNITS = """
330102 上城区 Shangcheng District
330103 下城区 Xiacheng District
330104 江干区 Jianggan District
330105 拱墅区 Gongshu District
330106 西湖区 Xihu District
330108 滨江区 Binjiang District
330109 萧山区 Xiaoshan District
330110 余杭区 Yuhang District
330111 富阳区 Fuyang District
330122 桐庐县 Tonglu County
330127 淳安县 Chun'an County
330182 建德市 Jiande City
330185 临安市 Lin'an City
330203 海曙区 Haishu District
330205 江北区 Jiangbei District
330206 北仑区 Beilun District
330211 镇海区 Zhenhai District
330212 鄞州区 Yinzhou District
330213 奉化区 Fenghua District
330225 象山县 Xiangshan County
330226 宁海县 Ninghai County
330281 余姚市 Yuyao City
330282 慈溪市 Cixi City
330302 鹿城区 Lucheng District
330303 龙湾区 Longwan District
330304 瓯海区 Ouhai District
330305 洞头区 Dongtou District
330324 永嘉县 Yongjia County
330326 平阳县 Pingyang County
330327 苍南县 Cangnan County
330328 文成县 Wencheng County
330329 泰顺县 Taishun County
330381 瑞安市 Rui'an City
330382 乐清市 Yueqing City
330402 南湖区 Nanhu District
330411 秀洲区 Xiuzhou District
330421 嘉善县 Jiashan County
330424 海盐县 Haiyan County
330481 海宁市 Haining City
330482 平湖市 Pinghu City
330483 桐乡市 Tongxiang City
330502 吴兴区 Wuxing District
330503 南浔区 Nanxun District
330521 德清县 Deqing County
330522 长兴县 Changxing County
330523 安吉县 Anji County
330602 越城区 Yuecheng District
330603 柯桥区 Keqiao District
330604 上虞区 Shangyu District
330624 新昌县 Xinchang County
330681 诸暨市 Zhuji City
330683 嵊州市 Shengzhou City
330702 婺城区 Wucheng District
330703 金东区 Jindong District
330723 武义县 Wuyi County
330726 浦江县 Pujiang County
330727 磐安县 Pan'an County
330781 兰溪市 Lanxi City
330782 义乌市 Yiwu City
330783 东阳市 Dongyang City
330784 永康市 Yongkang City
330802 柯城区 Kecheng District
330803 衢江区 Qujiang District
330822 常山县 Changshan County
330824 开化县 Kaihua County
330825 龙游县 Longyou County
330881 江山市 Jiangshan City
330902 定海区 Dinghai District
330903 普陀区 Putuo District
330921 岱山县 Daishan County
330922 嵊泗县 Shengsi County
331002 椒江区 Jiaojiang District
331003 黄岩区 Huangyan District
331004 路桥区 Luqiao District
331021 玉环县 Yuhuan County
331022 三门县 Sanmen County
331023 天台县 Tiantai County
331024 仙居县 Xianju County
331081 温岭市 Wenling City
331082 临海市 Linhai City
331102 莲都区 Liandu District
331121 青田县 Qingtian County
331122 缙云县 Jinyun County
331123 遂昌县 Suichang County
331124 松阳县 Songyang County
331125 云和县 Yunhe County
331126 庆元县 Qingyuan County
331127 景宁畲族自治县 Jingning She Autonomous County
331181 龙泉市 Longquan City
"""

# adcode -> (name, name_en)
UNITS = {
    code: (name, name_en)
    for code, name, name_en in (line.split(" ", 2) for line in _UNITS.strip().splitlines())
}
assert len(UNITS) == 89
