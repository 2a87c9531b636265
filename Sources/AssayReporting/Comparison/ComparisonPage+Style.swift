extension ComparisonPage {
    /// What this page has beside the look of all reports.
    static let style = """
        :root { --low: #e8f1fb; --high: #f5803e;
          --bar: #5b8dc9; --base: #2f9e6e; --t0: #cfe3fa; --t1: #fde2b8; --t2: #cdeed3; --t3: #f6cfda; --t4: #e0d6f7; }
        @media (prefers-color-scheme: dark) {
          :root { --low: #1d2a38; --high: #b4501a;
            --bar: #4f86c6; --base: #2f9e6e; --t0: #1f4468; --t1: #6b4a12; --t2: #1e5330; --t3: #692f43; --t4: #463a72; } }
        h3 { font-size: 1rem; margin: 0; }
        p { margin: .25rem 0 .75rem; }
        small { font-weight: normal; }
        .heat td, .heat thead th:not(:first-child) { text-align: end; }
        .heat th:first-child { position: sticky; left: 0; background: var(--back); }
        .heat td { background: color-mix(in oklab, var(--low), var(--high) var(--heat)); }
        .scale { display: inline-flex; align-items: center; gap: .4rem; white-space: nowrap; color: var(--soft);
          font-size: .8rem; }
        .scale i { width: 6rem; height: .7rem; background: linear-gradient(to right in oklab, var(--low), var(--high)); }
        summary { cursor: pointer; font-weight: 600; padding: .25rem 0; }
        .bars { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr max-content; gap: .15rem .75rem;
          align-items: center; font-size: .9rem; }
        .bars div { position: relative; height: 1rem; }
        .bars b { position: absolute; inset: 0 auto 0 0; background: var(--bar); border-radius: 2px; }
        .bars .base b { background: var(--base); }
        .bars u { position: absolute; top: 50%; height: 2px; margin-top: -1px; background: var(--text); }
        .sentence { padding: .6rem 0; border-bottom: 1px solid var(--line); }
        .line { display: grid; grid-template-columns: 11rem 1fr; gap: .75rem; align-items: baseline; }
        .line p { margin: .15rem 0; font-size: 1.1rem; line-height: 2; white-space: pre-wrap;
          overflow-wrap: anywhere; }
        .line span { border-radius: 3px; }
        .t0 { background: var(--t0); } .t1 { background: var(--t1); } .t2 { background: var(--t2); }
        .t3 { background: var(--t3); } .t4 { background: var(--t4); }
        /* Out of the line, so that it never comes between letters that join. */
        .line [data-tokens] { position: relative; }
        .line [data-tokens]::after { content: attr(data-tokens); position: absolute; inset-inline: 0; top: -.9em;
          display: flex; justify-content: center; font-size: .6rem; line-height: 1; color: var(--soft); }
        ul { padding-inline-start: 1.2rem; }
        @media (max-width: 40rem) {
          main { padding: .75rem; }
          .heat th small { display: block; }
          .heat th:first-child { white-space: normal; min-width: 7rem; }
          .line { grid-template-columns: 1fr; gap: 0; }
          .bars { grid-template-columns: minmax(4.5rem, 30%) 1fr max-content; gap: .15rem .4rem; font-size: .8rem; }
          .bars span:last-of-type small, .bars small { display: none; }
        }
        """
}
