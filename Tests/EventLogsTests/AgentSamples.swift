import RecipeModel
import Testing

/// User agents as they stand in logs.
enum AgentSamples {
  struct Robot: Sendable, CustomTestStringConvertible {
    var agent: String
    var expected: AgentClass
    var testDescription: String { "\(expected.rawValue): \(agent)" }
  }

  static let robots =
    [
      (AgentClass.crawler, crawlers), (.preview, previews), (.monitor, monitors),
      (.script, scripts),
    ].flatMap { expected, agents in agents.map { Robot(agent: $0, expected: expected) } }

  private static let webKit = "AppleWebKit/537.36 (KHTML, like Gecko)"
  private static let iPhone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
  private static let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) \(webKit)"
  private static let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) \(webKit)"

  private static func android(_ device: String) -> String {
    "Mozilla/5.0 (Linux; Android 13; \(device)) \(webKit)"
  }

  static let people = browsers + phones + insideApps + apps

  private static let browsers = [
    "\(windows) Chrome/124.0.0.0 Safari/537.36",
    "\(mac) Chrome/124.0.0.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64) \(webKit) Chrome/124.0.0.0 Safari/537.36",
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) \(webKit) Chrome/124.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:125.0) Gecko/20100101 Firefox/125.0",
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:125.0) Gecko/20100101 Firefox/125.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      + "Version/17.4 Safari/605.1.15",
    "\(windows) Chrome/124.0.0.0 Safari/537.36 Edg/124.0.2478.51",
    "\(windows) Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763",
    "\(windows) Chrome/122.0.0.0 Safari/537.36 OPR/108.0.0.0",
    "\(windows) Chrome/122.0.6261.156 Safari/537.36 Vivaldi/6.6.3271.57",
    "\(windows) Chrome/120.0.0.0 YaBrowser/24.1.0.0 Safari/537.36",
    "\(windows) coc_coc_browser/117.0.238 Chrome/111.0.5563.238 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
    "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0; .NET CLR 2.0.50727)",
    "Mozilla/5.0 (compatible; MSIE 9.0; Windows Phone OS 7.5; Trident/5.0; IEMobile/9.0)",
    "Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.18",
    "Mozilla/5.0 (compatible; Konqueror/4.5; FreeBSD) KHTML/4.5.4 (like Gecko)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 "
      + "Safari/605.1.15 Epiphany/605.1.15",
    "Lynx/2.9.0dev.10 libwww-FM/2.14 SSL-MM/1.4.1", "w3m/0.5.3+git20230121",
    "Links (2.29; Linux 6.1.0 x86_64; GNU C 12.2; text)", "ELinks/0.13.2 (textmode; Linux; 80x24)",
    "Mozilla/5.0 (PlayStation 4 11.00) AppleWebKit/605.1.15 (KHTML, like Gecko)",
    "Mozilla/5.0 (Nintendo Switch; WifiWebAuthApplet) AppleWebKit/609.4 (KHTML, like Gecko) "
      + "NF/6.0.2.21.3 NintendoBrowser/5.1.0.22474",
    "Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.0) \(webKit) Version/6.0 TV Safari/537.36",
    "Mozilla/5.0 (Web0S; Linux/SmartTV) \(webKit) Chrome/79.0.3945.79 Safari/537.36 WebAppManager",
    "Mozilla/5.0 (Linux; Android 11; KFTRWI) \(webKit) Silk/108.4.6 like Chrome/108.0.5359.160 "
      + "Safari/537.36",
    "Mozilla/5.0 (X11; U; Linux armv7l like Android; en-us) AppleWebKit/531.2+ (KHTML, like Gecko) "
      + "Version/5.0 Safari/533.2+ Kindle/3.0+",
  ]

  private static let phones = [
    "\(iPhone) Version/17.4 Mobile/15E148 Safari/604.1",
    "\(iPhone) CriOS/124.0.6367.88 Mobile/15E148 Safari/604.1",
    "\(iPhone) FxiOS/125.0 Mobile/15E148 Safari/605.1.15",
    "\(iPhone) EdgiOS/124.0.2478.50 Version/17.0 Mobile/15E148 Safari/604.1",
    "\(iPhone) Version/17.4 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15",
    "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      + "Version/16.6 Mobile/15E148 Safari/604.1",
    "\(android("SM-G991B")) Chrome/124.0.6367.82 Mobile Safari/537.36",
    "\(android("Pixel 7")) Chrome/124.0.6367.82 Mobile Safari/537.36",
    "\(android("SM-A546B")) SamsungBrowser/24.0 Chrome/117.0.0.0 Mobile Safari/537.36",
    "\(android("CUBOT_X19")) Chrome/88.0.4324.93 Mobile Safari/537.36",
    "\(android("CUBOT NOTE 20")) Chrome/90.0.4430.91 Mobile Safari/537.36",
    "\(android("CUBOT")) Chrome/90.0.4430.91 Mobile Safari/537.36",
    "\(android("Redmi Note 12")) Chrome/112.0.5615.136 Mobile Safari/537.36 "
      + "XiaoMi/MiuiBrowser/14.4.0",
    "\(android("VOG-L29")) Chrome/99.0.4844.88 HuaweiBrowser/13.0.5.303 Mobile Safari/537.36",
    "\(android("RMX3085")) Chrome/90.0.4430.210 Mobile Safari/537.36 HeyTapBrowser/45.9.5.1",
    "Mozilla/5.0 (Android 13; Mobile; rv:125.0) Gecko/125.0 Firefox/125.0",
    "\(android("K")) Chrome/124.0.0.0 Mobile Safari/537.36 OPR/81.2.4292",
    "Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; id) Presto/2.12.423 Version/12.16",
    "Mozilla/5.0 (Linux; U; Android 4.0.3; de-de; GT-I9100) AppleWebKit/534.30 (KHTML, like Gecko) "
      + "Version/4.0 Mobile Safari/534.30",
    "Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5",
    "Mozilla/5.0 (BB10; Touch) AppleWebKit/537.10+ (KHTML, like Gecko) Version/10.0.9.2372 Mobile "
      + "Safari/537.10+",
  ]

  private static let insideApps = [
    "\(iPhone) Mobile/15E148 [FBAN/FBIOS;FBAV/459.0.0.31.109;FBDV/iPhone13,2;FBLC/de_DE]",
    "\(android("SM-S911B; wv")) Version/4.0 Chrome/124.0.6367.82 Mobile Safari/537.36 "
      + "[FB_IAB/FB4A;FBAV/461.0.0.48.85;]",
    "\(iPhone) Mobile/15E148 Instagram 329.0.3.29.90 (iPhone13,2; iOS 17_4_1; de_DE; scale=3.00)",
    "\(iPhone) Mobile/15E148 Barcelona 329.0.0.26.109 (iPhone14,5; iOS 17_4_1; en_US)",
    "\(iPhone) Mobile/21E236 Twitter for iPhone/10.37",
    "\(iPhone) Mobile/15E148 [LinkedInApp]/9.29.6172",
    "\(iPhone) Mobile/21E236 [Pinterest/iOS]",
    "\(android("SM-G991B; wv")) Version/4.0 Chrome/124.0.0.0 Mobile Safari/537.36 "
      + "[Pinterest/Android]",
    "\(iPhone) Version/17.4 Mobile/15E148 Snapchat/12.84.0.41 (like Safari/8617.2.4.10.7, panda)",
    "\(android("Pixel 8; wv")) Version/4.0 Chrome/124.0.0.0 Mobile Safari/537.36 "
      + "Telegram-Android/10.11.2 (Google Pixel 8; Android 14; SDK 34; HIGH)",
    "\(iPhone) Mobile/15E148 Safari Line/14.5.0",
    "\(android("SM-G998N; wv")) Version/4.0 Chrome/123.0.0.0 Mobile Safari/537.36 "
      + "KAKAOTALK/10.7.0 (INAPP)",
    "\(iPhone) Mobile/15E148 MicroMessenger/8.0.47(0x18002f2f) NetType/WIFI Language/zh_CN",
    "\(iPhone) Mobile/15E148 GSA/314.0.626507838 Safari/604.1",
    "\(iPhone) Mobile/15E148 NAVER(inapp; search; 1220; 12.5.3; 12PRO)",
    "\(iPhone) Mobile/15E148 musical_ly_34.1.0 JsSdk/2.0 NetType/WIFI Channel/App Store",
    "\(mac) Slack/4.37.101 Chrome/122.0.6261.156 Electron/29.3.0 Safari/537.36",
    "\(windows) Discord/1.0.9043 Chrome/120.0.6099.291 Electron/28.2.10 Safari/537.36",
    "\(windows) Chrome/122.0.0.0 Safari/537.36 Teams/24102.2223.2870.9480/49",
  ]

  private static let apps = [
    "okhttp/4.12.0", "Dalvik/2.1.0 (Linux; U; Android 13; SM-G991B Build/TP1A.220624.014)",
    "Levain/312 CFNetwork/1494.0.7 Darwin/23.4.0", "RecipeBox/4.2 (iPhone; iOS 17.4; Scale/3.00)",
    "Cookbook/7 Alamofire/5.9.1", "Dart/3.3 (dart:io)", "com.example.kitchen/2.1 okhttp/3.14.9",
    "Cronet/124.0.6367.82", "ktor-client", "Expo/2.31.2 CFNetwork/1494.0.7 Darwin/23.4.0",
    "AppleCoreMedia/1.0.0.21E236 (iPhone; U; CPU OS 17_4_1 like Mac OS X; de_de)",
    "Paprika Recipe Manager 3/3.8.1 CFNetwork/1494.0.7 Darwin/23.4.0",
    "NetNewsWire (RSS Reader; https://netnewswire.com/)",
    "Apache-HttpClient/UNAVAILABLE (java 1.4)", "Mozilla/5.0",
  ]

  private static let crawlers = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) \(webKit) Chrome/124.0.6367.60 Mobile "
      + "Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Googlebot-Image/1.0", "AdsBot-Google (+http://www.google.com/adsbot.html)",
    "Mediapartners-Google", "GoogleOther",
    "FeedFetcher-Google; (+http://www.google.com/feedfetcher)",
    "Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)",
    "Mozilla/5.0 \(webKit); compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/103.0",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "Mozilla/5.0 (compatible; YandexImages/3.0; +http://yandex.com/bots)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    "Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)",
    "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
    "DuckDuckBot/1.1; (+http://duckduckgo.com/duckduckbot.html)",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      + "Version/13.1.1 Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)",
    "Mozilla/5.0 (compatible; SeznamBot/4.0; +http://napoveda.seznam.cz/seznambot-intro/)",
    "Mozilla/5.0 (compatible; Qwantify/1.0)", "Mozilla/5.0 (compatible; MJ12bot/v1.4.8)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)",
    "Mozilla/5.0 (compatible; DotBot/1.2; help@moz.com)", "Screaming Frog SEO Spider/19.8",
    "Mozilla/5.0 \(webKit); compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "Mozilla/5.0 \(webKit); compatible; ChatGPT-User/1.0; +https://openai.com/bot",
    "Mozilla/5.0 \(webKit); compatible; OAI-SearchBot/1.0; +https://openai.com/searchbot",
    "Mozilla/5.0 \(webKit); compatible; ClaudeBot/1.0; +claudebot@anthropic.com)", "anthropic-ai",
    "Mozilla/5.0 \(webKit); compatible; PerplexityBot/1.0; +https://perplexity.ai/perplexitybot)",
    "Mozilla/5.0 (Linux; Android 5.0) \(webKit) (compatible; Bytespider; spider-feedback@bytedance)",
    "CCBot/2.0 (https://commoncrawl.org/faq/)", "cohere-ai",
    "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
    "Mozilla/5.0 (compatible; Amazonbot/0.1; +https://developer.amazon.com/support/amazonbot)",
    "Mozilla/5.0 (compatible; PetalBot;+https://webmaster.petalsearch.com/site/petalbot)",
    "Mozilla/5.0 (compatible; archive.org_bot +http://archive.org/details/archive.org_bot)",
    "ia_archiver (+http://www.alexa.com/site/help/webmasters)", "Mozilla/4.5 (compatible; HTTrack)",
    "Feedly/1.0 (+http://www.feedly.com/fetcher.html; like FeedFetcher-Google)",
    "Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)",
    "Mozilla/5.0 zgrab/0.x", "Mozilla/5.0 (compatible; CensysInspect/1.1)", "W3C_Validator/1.3",
  ]

  private static let previews = [
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) "
      + "Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
    "WhatsApp/2.23.20.0 A", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Slack-ImgProxy (+https://api.slack.com/robots)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "TelegramBot (like TwitterBot)", "Twitterbot/1.0",
    "LinkedInBot/1.0 (compatible; Mozilla/5.0; +http://www.linkedin.com)",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
    "Pinterest/0.2 (+https://www.pinterest.com/bot.html)",
    "Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)",
    "http.rb/5.1.1 (Mastodon/4.2.8; +https://mastodon.example/) Bot",
    "facebookexternalhit/1.1;line-poker/1.0", "Mozilla/5.0 (compatible; redditbot/1.0)",
    "kakaotalk-scrap/1.0", "Iframely/1.3.1 (+https://iframely.com/docs/about)",
    "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)",
  ]

  private static let monitors = [
    "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    "Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)", "Site24x7",
    "\(windows) Chrome/98.0.4758.82 Safari/537.36 StatusCake", "Uptime-Kuma/1.23.11",
    "Better Uptime Bot Mozilla/5.0", "updown.io daemon 2.11", "NodePing",
    "GoogleStackdriverMonitoring-UptimeChecks(https://cloud.google.com/monitoring)",
    "ELB-HealthChecker/2.0", "kube-probe/1.27", "Amazon-Route53-Health-Check-Service (ref 1234)",
    "check_http/v2.3.3 (monitoring-plugins 2.3.3)", "Blackbox Exporter/0.24.0",
    "Datadog/Synthetics",
    "\(mac) HeadlessChrome/109.0.0.0 Safari/537.36 Chrome-Lighthouse",
    "jetmon/1.0 (Jetpack Site Uptime Monitor by WordPress.com)",
  ]

  private static let scripts = [
    "curl/8.4.0", "Wget/1.21.3", "python-requests/2.31.0", "Python/3.11 aiohttp/3.9.3",
    "Python-urllib/3.11", "python-httpx/0.27.0", "Go-http-client/1.1", "Go-http-client/2.0",
    "Java/17.0.10", "Apache-HttpClient/4.5.14 (Java/17.0.10)", "libwww-perl/6.72",
    "Scrapy/2.11.1 (+https://scrapy.org)", "axios/1.6.8", "node-fetch/1.0", "node", "undici",
    "got (https://github.com/sindresorhus/got)", "GuzzleHttp/7", "PHP/8.2.7", "Ruby",
    "Faraday v2.9.0", "PostmanRuntime/7.37.3", "HTTPie/3.2.2", "insomnia/2023.5.8",
    "Mozilla/5.0 (X11; Linux x86_64) \(webKit) HeadlessChrome/124.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1",
    "Mozilla/5.0 (Windows NT; Windows NT 10.0; de-DE) WindowsPowerShell/5.1.22621.2506",
    "reqwest/0.11.24", "RestSharp/106.15.0.0", "k6/0.50.0 (https://k6.io/)",
    "WordPress/6.5.2; https://example.org",
  ]
}
