extension ForecastPage {
    /// What this page has beside the look of all reports. The colours of lines are those of M. Okabe and K. Ito, which
    /// people who see few colours can tell apart (https://jfly.uni-koeln.de/color/).
    static let style = """
        :root { --card: #f4f6f8; }
        @media (prefers-color-scheme: dark) {
          :root { --card: #1f2328; } }
        main { max-width: 60rem; }
        h3 { font-size: 1rem; margin: 1rem 0 0; overflow-wrap: anywhere; }
        p { margin: .25rem 0 .75rem; }
        small { display: block; }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); gap: .75rem; }
        .card { background: var(--card); border-radius: 8px; padding: .7rem .9rem; overflow-wrap: anywhere; }
        .card span { display: block; color: var(--soft); font-size: .85rem; }
        .card b { font-size: 1.35rem; font-variant-numeric: tabular-nums; }
        .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 0 1.5rem; }
        svg { width: 100%; max-width: 38rem; height: auto; display: block; }
        svg text { fill: var(--soft); font-size: 12px; }
        svg .end { text-anchor: end; } svg .middle { text-anchor: middle; }
        svg .grid { stroke: var(--line); fill: none; }
        svg .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
        .legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; font-size: .85rem; }
        .legend i { display: inline-block; width: 1rem; height: .3rem;
          margin-inline-end: .35rem; vertical-align: middle; }
        .s0 { stroke: #0072b2; } .s1 { stroke: #e69f00; } .s2 { stroke: #009e73; } .s3 { stroke: #cc79a7; }
        .s4 { stroke: #d55e00; } .s5 { stroke: #56b4e9; } .s6 { stroke: #8f7ee0; } .s7 { stroke: #8a8a8a; }
        .f0 { fill: #0072b2; } .f1 { fill: #e69f00; } .f2 { fill: #009e73; } .f3 { fill: #cc79a7; }
        .f4 { fill: #d55e00; } .f5 { fill: #56b4e9; } .f6 { fill: #8f7ee0; } .f7 { fill: #8a8a8a; }
        .c0 { background: #0072b2; } .c1 { background: #e69f00; } .c2 { background: #009e73; }
        .c3 { background: #cc79a7; }
        .c4 { background: #d55e00; } .c5 { background: #56b4e9; } .c6 { background: #8f7ee0; }
        .c7 { background: #8a8a8a; }
        ul { padding-inline-start: 1.2rem; overflow-wrap: anywhere; }
        """
}
