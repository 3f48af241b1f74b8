/// How the page looks: light and dark, phone to desktop, and on paper.
enum ReportStyle {
  static let sheet: StaticString = """

    :root {
      color-scheme: light dark;
      --page: #faf7f2; --panel: #ffffff; --line: #e6dfd4; --track: #f0eae0; --grid: #ece6dc; --edge: #8f8477;
      --ink: #26211b; --muted: #6a6156; --accent: #a8481a; --area: #a8481a26;
      --second: #14666f; --third: #6b5a1e; --warn: #7a4b00; --warn-page: #fff4d9;
      --heat-1: #f3d5c2; --heat-2: #e3a582; --heat-3: #c96f41; --heat-4: #8f3a12;
      --on-heat-2: #26211b; --on-heat-3: #1a0c04; --on-heat-4: #ffffff;
      --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", Georgia, serif;
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #161310; --panel: #201c18; --line: #3a332b; --track: #2e2821; --grid: #2f2922; --edge: #7a7064;
        --ink: #f1eae0; --muted: #b6aa9a; --accent: #f29a68; --area: #f29a682e;
        --second: #6ac6cd; --third: #d9bf67; --warn: #ffd48a; --warn-page: #3a2c10;
        --heat-1: #593523; --heat-2: #8d5133; --heat-3: #c87646; --heat-4: #ffb489;
        --on-heat-2: #ffffff; --on-heat-3: #160c06; --on-heat-4: #160c06;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0 auto; max-width: 61rem; padding: 0 1.25rem 3rem; background: var(--page);
      color: var(--ink); font: 1rem/1.5 var(--sans); overflow-wrap: anywhere;
    }
    a { color: var(--accent); text-underline-offset: .2em; }
    a:focus-visible, summary:focus-visible, .scroll:focus-visible {
      outline: 3px solid var(--second); outline-offset: 3px; border-radius: 4px;
    }
    .skip { position: absolute; left: -999rem; }
    .skip:focus { left: 1rem; top: 1rem; background: var(--panel); padding: .5rem 1rem; z-index: 1; }
    header { padding: 3.5rem 0 1rem; }
    .home { margin: 0 0 1.5rem; font-size: .9375rem; }
    .eyebrow {
      margin: 0; color: var(--accent); font-size: .8125rem; font-weight: 600;
      letter-spacing: .09em; text-transform: uppercase;
    }
    h1 { margin: .35rem 0 .5rem; font: 600 clamp(2rem, 6vw, 3.25rem)/1.12 var(--serif); }
    .description { margin: 0 0 .75rem; max-width: 44rem; color: var(--muted); font-size: 1.125rem; }
    .period { margin: 0; color: var(--muted); }
    .period strong { color: var(--ink); font-weight: 600; }
    .warnings {
      margin-top: 1.25rem; padding: .75rem 1rem; border-left: 4px solid var(--warn);
      border-radius: 4px; background: var(--warn-page); color: var(--ink);
    }
    .warnings p { margin: .25rem 0; }
    nav ul { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; margin: 1.5rem 0 0; padding: 0; list-style: none; }
    nav a { display: inline-block; padding: .25rem 0; font-size: .9375rem; }
    main { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; }
    .panel {
      min-width: 0; padding: 1.5rem; border: 1px solid var(--line); border-radius: 14px;
      background: var(--panel); scroll-margin-top: 1rem;
    }
    h2 { margin: 0; font: 600 1.375rem/1.25 var(--serif); }
    .explanation { margin: .25rem 0 1.25rem; color: var(--muted); font-size: .9375rem; }
    .nothing {
      margin: 0; padding: 1.25rem; border: 1px dashed var(--line); border-radius: 10px;
      color: var(--muted);
    }
    #key-figures { padding: 0; border: 0; background: none; }
    #key-figures h2, #key-figures .explanation { position: absolute; left: -999rem; }
    .cards {
      display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .75rem; margin: 0;
      padding: 0; list-style: none;
    }
    .card:first-child { grid-column: span 2; }
    .card:first-child .card-value { font-size: clamp(2.25rem, 6vw, 3rem); }
    .card {
      display: flex; flex-direction: column; padding: 1rem 1.125rem; border: 1px solid var(--line);
      border-radius: 14px; background: var(--panel);
    }
    .card-name { font-size: .875rem; font-weight: 600; }
    .card-value {
      margin: .125rem 0; font: 600 clamp(1.625rem, 4vw, 2.125rem)/1.2 var(--serif);
      font-variant-numeric: lining-nums tabular-nums; white-space: nowrap;
    }
    .card-words { color: var(--muted); font-size: .8125rem; line-height: 1.4; }
    .card-change { margin-top: .375rem; font-size: .8125rem; line-height: 1.4; }
    .chart { display: block; width: 100%; height: auto; overflow: hidden; font-family: var(--sans); }
    .wide { display: none; }
    .label { fill: var(--ink); font-size: 13px; }
    .tree-label { fill: var(--ink); font-size: 13.5px; }
    .label, .tree-label, .isolated { unicode-bidi: isolate; }
    .strong { font-weight: 600; }
    .muted { fill: var(--muted); }
    .label, .tree-label, .tick { font-variant-numeric: tabular-nums; }
    .tick { fill: var(--muted); font-size: 12px; }
    .grid { stroke: var(--grid); }
    .axis { stroke: var(--muted); }
    .area { fill: var(--area); }
    path.line-views { fill: none; stroke: var(--accent); stroke-width: 2.25; stroke-linejoin: round; }
    path.line-viewers { fill: none; stroke: var(--second); stroke-width: 2; stroke-dasharray: 5 4; stroke-linejoin: round; }
    path.line-before { fill: none; stroke: var(--edge); stroke-width: 1.5; stroke-linejoin: round; }
    circle.line-before { fill: var(--edge); }
    path.line-tags { fill: none; stroke: var(--second); stroke-width: 2; stroke-linejoin: round; }
    .area-tags { fill: var(--second); fill-opacity: .14; }
    .dot-tags { fill: var(--second); }
    .heat-none { fill: none; stroke: var(--edge); stroke-dasharray: 2 2; }
    .heat-0 { fill: var(--track); }
    .heat-1 { fill: var(--heat-1); }
    .heat-2 { fill: var(--heat-2); }
    .heat-3 { fill: var(--heat-3); }
    .heat-4 { fill: var(--heat-4); }
    circle.line-views { fill: var(--accent); }
    circle.line-viewers { fill: var(--panel); stroke: var(--second); stroke-width: 2.5; }
    svg a:focus-visible { outline: 3px solid var(--second); }
    svg a:hover .label { text-decoration: underline; }
    .hint { fill: transparent; }
    .hint:hover { fill: var(--area); }
    .track { fill: var(--track); }
    .bar-views { fill: var(--accent); }
    .bar-tags, .bar-shares { fill: var(--second); }
    .bar-forks { fill: var(--third); }
    .bar-met, .point-met { fill: var(--second); }
    .point-missed { fill: none; stroke: var(--muted); stroke-width: 1.5; }
    .point-open { fill: none; stroke: var(--muted); stroke-width: 1.5; stroke-dasharray: 2 2; }
    .target-mark { stroke: var(--ink); stroke-width: 2.5; }
    .edge { fill: none; stroke: var(--edge); stroke-width: 1.25; }
    .node-root { fill: var(--accent); }
    .node-variant { fill: var(--third); }
    .node-share { fill: var(--second); }
    .node-hidden { fill: var(--panel); stroke: var(--muted); stroke-width: 2; }
    .legend {
      display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0 0 .75rem; padding: 0;
      list-style: none; font-size: .875rem;
    }
    .legend li { display: flex; align-items: center; gap: .5rem; }
    .swatch { flex: none; width: .75rem; height: .75rem; border-radius: 50%; }
    .swatch-views { width: 1.25rem; height: 0; border-top: 3px solid var(--accent); border-radius: 0; }
    .swatch-viewers { width: 1.25rem; height: 0; border-top: 3px dashed var(--second); border-radius: 0; }
    .swatch-before { width: 1.25rem; height: 0; border-top: 2px solid var(--edge); border-radius: 0; }
    .swatch-heat { border-radius: 3px; }
    .swatch.heat-0 { background: var(--track); }
    .swatch.heat-1 { background: var(--heat-1); }
    .swatch.heat-2 { background: var(--heat-2); }
    .swatch.heat-3 { background: var(--heat-3); }
    .swatch.heat-4 { background: var(--heat-4); }
    .swatch-met { background: var(--second); border-radius: 3px; }
    .swatch-missed { border: 2px solid var(--muted); border-radius: 3px; }
    .swatch-open { border: 2px dashed var(--muted); border-radius: 3px; }
    .swatch-mark { width: 3px; height: 1rem; background: var(--ink); border-radius: 0; }
    .swatch-gap { width: 1.25rem; border: 1px dashed var(--muted); border-width: 0 1px; border-radius: 0; }
    .swatch-root { background: var(--accent); }
    .swatch-variant { background: var(--third); }
    .swatch-share { background: var(--second); border-radius: 2px; }
    .swatch-hidden { border: 2px solid var(--muted); }
    .swatch-forks { background: var(--third); border-radius: 2px; }
    .swatch-shares { background: var(--second); border-radius: 2px; }
    details { margin-top: 1rem; }
    summary { width: fit-content; color: var(--accent); cursor: pointer; font-size: .875rem; }
    .scroll { max-height: 26rem; margin-top: .75rem; overflow: auto; }
    table { width: 100%; border-collapse: collapse; overflow-wrap: break-word; font-size: .875rem; font-variant-numeric: tabular-nums; }
    caption { padding-bottom: .5rem; color: var(--muted); text-align: left; }
    th, td { padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
    thead th { color: var(--muted); font-weight: 600; vertical-align: bottom; white-space: normal; }
    tbody th { min-width: 8.5rem; font-weight: 400; }
    .number { text-align: right; white-space: nowrap; }
    thead .number { white-space: normal; }
    .term { white-space: nowrap; }
    td:last-child, th:last-child { padding-right: .25rem; }
    .cohorts { width: auto; border-spacing: 2px; border-collapse: separate; }
    .cohorts th, .cohorts td { padding: .35rem .55rem; border: 0; }
    .cohorts tbody th { min-width: 5.5rem; }
    .heat { border-radius: 4px; color: var(--ink); }
    .heat.heat-0 { background: var(--track); }
    .heat.heat-1 { background: var(--heat-1); }
    .heat.heat-2 { background: var(--heat-2); color: var(--on-heat-2); }
    .heat.heat-3 { background: var(--heat-3); color: var(--on-heat-3); }
    .heat.heat-4 { background: var(--heat-4); color: var(--on-heat-4); }
    .steps { margin: 0; padding-left: 1.25rem; }
    .steps li { margin: .5rem 0; }
    footer { margin-top: 2.5rem; color: var(--muted); font-size: .875rem; }
    footer h2 { color: var(--ink); font-size: 1.125rem; }
    dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); gap: .75rem 2rem; }
    dt { color: var(--ink); font-weight: 600; }
    dd { margin: 0; }
    @media (max-width: 55.99rem) {
      .half .chart { max-width: 27rem; }
      .wide .tick { font-size: 13.5px; }
    }
    @media (min-width: 48rem) {
      .cards { grid-template-columns: repeat(4, minmax(0, 1fr)); }
      .wide { display: block; }
      .narrow { display: none; }
    }
    @media (min-width: 56rem) {
      main { grid-template-columns: repeat(2, minmax(0, 1fr)); }
      .panel { grid-column: 1 / -1; }
      .half { grid-column: auto; }
    }
    @media (max-width: 47.99rem) {
      .panel { padding: 1.25rem 1rem; }
      .narrow { max-width: 30rem; }
    }
    @media (max-width: 30rem) {
      body { padding: 0 .875rem 2rem; }
      header { padding-top: 2rem; }
      .cards { gap: .625rem; }
      .card { padding: .75rem .875rem; }
    }
    @media print {
      :root {
        color-scheme: light; --page: #fff; --panel: #fff; --line: #ccc; --track: #eee;
        --grid: #e5e5e5; --edge: #888; --ink: #000; --muted: #444; --accent: #a8481a;
        --area: #a8481a26; --second: #14666f; --third: #6b5a1e; --warn: #7a4b00;
        --warn-page: #fff4d9;
        --heat-1: #f3d5c2; --heat-2: #e3a582; --heat-3: #c96f41; --heat-4: #8f3a12;
        --on-heat-2: #26211b; --on-heat-3: #1a0c04; --on-heat-4: #ffffff;
      }
      body { max-width: none; padding: 0; font-size: .875rem; }
      header { padding-top: 0; }
      nav, details, .home, .skip, .narrow { display: none; }
      .wide { display: block; }
      .cards { grid-template-columns: repeat(4, minmax(0, 1fr)); }
      main { grid-template-columns: repeat(2, minmax(0, 1fr)); }
      .panel { grid-column: 1 / -1; padding: 1rem; }
      .half { grid-column: auto; }
      .half .chart { max-width: none; }
      .panel, .card { border-color: #bbb; break-inside: avoid; }
    }

    """
}
