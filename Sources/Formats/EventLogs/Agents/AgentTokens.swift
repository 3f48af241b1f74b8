import RecipeModel

/// What user agents of robots hold, and those of people do not.
///
/// This is the one list that is edited when a robot is missed; `version` goes up with it. Compared
/// without case. What matches nothing is a person: so are the libraries that apps on phones send
/// their requests with, such as okhttp and CFNetwork.
enum AgentTokens {
  /// The version of the list.
  static let version = 1

  /// A text that tells a class of agents.
  struct Token {
    var text: String
    /// A person's token overrules shorter ones that end where it ends.
    var agent: AgentClass
    var place = Place.anywhere

    /// Where in the user agent the text counts.
    enum Place {
      case anywhere
      /// At its front.
      case start
      /// Where neither a letter nor a digit comes before.
      case wordStart
      /// Where no letter follows.
      case wordEnd
    }
  }

  static let all: [Token] =
    tokens(.preview, previews) + tokens(.preview, frontsOfPreviews, at: .start)
    + tokens(.monitor, monitors) + tokens(.monitor, frontsOfMonitors, at: .start)
    + tokens(.script, scripts) + tokens(.script, frontsOfScripts, at: .start)
    + tokens(.script, wordsOfScripts, at: .wordStart)
    + tokens(.crawler, crawlers) + tokens(.crawler, endsOfCrawlers, at: .wordEnd)
    + tokens(.person, people)

  private static func tokens(
    _ agent: AgentClass, _ texts: [String], at place: Token.Place = .anywhere
  ) -> [Token] {
    texts.map { Token(text: $0, agent: agent, place: place) }
  }

  /// Messengers and networks that show what is behind a link.
  private static let previews = [
    "facebookexternalhit", "facebot", "slackbot", "slack-imgproxy", "discordbot", "telegrambot",
    "twitterbot", "linkedinbot", "pinterestbot", "skypeuripreview", "vkshare", "redditbot",
    "mastodon/", "pleroma", "akkoma", "misskey", "iframely", "embedly", "google web preview",
    "bingpreview", "kakaotalk-scrap", "line-poker", "snap url preview", "bitlybot", "cardyb",
    "xing-contenttabreceiver", "flipboardproxy", "synapse (bot", "mattermost-bot", "viberbot",
    "link preview", "linkpreview", "link-preview", "url preview", "urlpreview", "opengraph",
    "zoombot",
  ]

  /// Apps have these names further back, after that of their browser.
  private static let frontsOfPreviews = ["whatsapp/", "pinterest/0", "tumblr/", "viber", "signal/"]

  /// Programs that look whether pages still answer, and how fast.
  private static let monitors = [
    "uptime", "pingdom", "statuscake", "site24x7", "nodeping", "hetrixtools", "updown.io",
    "freshping", "montastic", "cronitor", "hosttracker", "host-tracker", "nagios", "check_http",
    "monitoring-plugins", "zabbix", "prtg", "uptrends", "catchpoint", "dotcom-monitor", "gtmetrix",
    "chrome-lighthouse", "ptst/", "datadog", "synthetics", "newrelicpinger", "checkly",
    "stackdriver", "googlehc", "elb-healthchecker", "route53-health-check", "kube-probe",
    "prometheus/", "blackbox exporter", "blackbox-exporter", "better stack", "betterstack",
    "jetmon", "health check", "healthcheck", "healthchecks", "grafana", "icinga", "sensu",
    "alertsite", "speedcurve", "pagespeed", "haproxy",
  ]

  private static let frontsOfMonitors = ["monit/", "consul health", "traefik"]

  /// Program libraries, command-line tools, and browsers that nobody sits in front of.
  private static let scripts = [
    "python", "aiohttp", "urllib", "scrapy", "mechanize", "libwww-perl", "lwp::", "libcurl",
    "go-http-client", "go-resty", "fasthttp", "apache-httpclient/4", "apache-httpclient/5",
    "commons-httpclient", "jakarta commons", "java-http-client", "reactornetty", "node-fetch",
    "undici", "axios/", "node-superagent", "guzzle", "symfony", "zend_http", "faraday", "typhoeus",
    "httparty", "http.rb", "rest-client", "restsharp", "unirest", "reqwest", "winhttprequest",
    "powershell", "httpie", "postmanruntime", "insomnia/", "headless", "phantomjs", "puppeteer",
    "playwright", "selenium", "webdriver", "cypress/", "slimerjs", "casperjs", "apachebench",
    "jmeter", "wordpress/", "sqlmap", "wpscan", "dirbuster", "gobuster", "feroxbuster", "nikto",
    "mojolicious",
  ]

  private static let frontsOfScripts = [
    "node", "bun/", "deno/", "ruby", "perl", "php", "got ", "got/", "fetch", "hyper/", "ureq/",
    "aria2/", "axel/", "k6/", "siege/", "wrk/", "vegeta", "hey/", "autocannon", "artillery",
    "locust", "needle/", "java1", "http_request", "dart-http-client", "lua-resty", "erlang",
    "rust", "swiftclient",
  ]

  private static let wordsOfScripts = ["curl/", "pycurl/", "wget", "java/", "php/", "okhttp-curl"]

  /// Search engines, archives, collectors of texts, feeds and addresses, and scanners.
  private static let crawlers = [
    "+http", "crawl", "slurp", "scraper", "archiver", "archive.org", "heritrix", "nutch", "httrack",
    "indexer", "mediapartners-google", "apis-google", "feedfetcher", "googleother",
    "google-extended", "google-inspectiontool", "google-read-aloud", "google-safety",
    "google-site-verification", "google-adwords", "google favicon", "facebookcatalog",
    "meta-externalagent", "meta-externalfetcher", "chatgpt-user", "anthropic-ai", "claude-web",
    "claude-user", "perplexity-user", "cohere-ai", "mistralai-user", "duckassist", "omgili",
    "webzio", "turnitin", "yacy", "netcraft", "censys", "expanse", "zgrab", "masscan", "nmap",
    "internet-measurement", "internetmeasurement", "shodan", "nuclei", "screaming frog",
    "sitebulb", "semrush", "ahrefs", "qwantify", "ltx71", "panscient", "wappalyzer", "builtwith",
    "barkrowler", "feedly", "inoreader", "newsblur", "theoldreader", "tiny tiny rss", "freshrss",
    "miniflux", "feedburner", "feedbin", "w3c_validator", "w3c-checklink", "linkchecker",
    "link checker", "prerender", "yandeximages", "yandexmetrika", "yandexfavicons", "rss-parser",
    "magpierss", "simplepie", "iaskspider", "seokicks", "trendiction", "whatweb", "dataprovider",
    "jetpack by wordpress", "google-cloudvertex",
  ]

  /// The words by which robots call themselves.
  private static let endsOfCrawlers = ["bot", "bots", "spider", "robot", "fetcher"]

  /// Telephones of the make Cubot, whose names end like those of robots.
  private static let people = ["cubot"]
}
