using System.Globalization;
using System.Text.Json;
using Counterpoise.Comparisons;
using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Sections;

/// <summary>
/// Precision against recall of each class with its prevalence, what a threshold does under a cost, and whether probabilities mean what
/// they say, before and after temperature scaling. Of one class against all others; runs of a method are pooled.
/// </summary>
internal static class ThresholdSection
{
    private const int ReliabilityBins = 10;
    private const int MostClasses = 12;
    private const int MostMethods = 4;

    public static Section Of(ComparisonView view)
    {
        if (view.IsTables)
        {
            return new("thresholds", "", Markup.Empty);
        }

        var parts = new List<Markup>();
        foreach (var scenario in view.Scenarios)
        {
            var names = view.Comparison.ClassNamesOf(scenario);
            (Series Method, Pooled[] Classes)[] methods = [.. Shown(view, scenario)
                .Select(m => (m, Pool(view.Cells(scenario, m), names.Count))).Where(m => m.Item2.Length > 0)];
            if (methods.Length > 0)
            {
                var body = Markup.Of(
                    $"{Series.Legend("Methods", methods.Select(m => m.Method))}{Charts(methods, names)}{Tuner(methods, names)}");
                parts.Add(view.IsSingle ? body : Disclosure.Of(view.TitleOf(scenario), body, open: parts.Count == 0));
            }
        }

        return new("thresholds", "Thresholds and probabilities", parts.Count == 0 ? Markup.Empty : Markup.Of($"{Explanation}{parts}"));
    }

    /// <summary>
    /// At most four lines can be told apart: the method that leads, its rival, the baseline, and the probe or what stands first.
    /// </summary>
    private static IEnumerable<Series> Shown(ComparisonView view, ComparisonScenario scenario)
    {
        var judged = view.Verdict.Judgement.Primary;
        var group = judged.Groups.FirstOrDefault(g => g.Scenario == scenario.Name) ?? judged.Overall
            ?? (judged.Groups is [var any, ..] ? any : null);
        string?[] wanted = [group?.Leading.MethodA, group?.Control, view.Baseline, "probe", .. view.Methods.Select(m => m.Name)];
        string[] first = [.. wanted.OfType<string>().Distinct().Where(name => view.Methods.Any(m => m.Name == name)).Take(MostMethods)];
        return view.Methods.Where(m => first.Contains(m.Name));
    }

    public static Section Of(RunSummary run, Series method)
    {
        var classes = Pool([run.Result], run.ClassNames.Count);
        return new("thresholds", "Thresholds and probabilities", classes.Length == 0 ? Markup.Empty
            : Markup.Of($"{Explanation}{Charts([(method, classes)], run.ClassNames)}{Tuner([(method, classes)], run.ClassNames)}"));
    }

    private static Markup Explanation => Markup.Of($"""
        <p>Each class against all others on the test split. The gray level is the prior of the class there: what guessing reaches.
        Probabilities are counted in steps of 0.01.</p>

        """);

    private static Pooled[] Pool(IEnumerable<ComparisonCell> cells, int classes)
    {
        ClassScores[][] runs = [.. cells.Select(c => c.Scores.ToArray()).Where(s => s.Length == classes)];
        return runs.Length == 0 ? [] : [.. Enumerable.Range(0, classes).Select(c => new Pooled(
            Sum(runs.Select(r => r[c].Positives)), Sum(runs.Select(r => r[c].Negatives)),
            runs.All(r => r[c].CalibratedPositives is not null) ? Sum(runs.Select(r => r[c].CalibratedPositives!)) : null,
            runs.All(r => r[c].CalibratedNegatives is not null) ? Sum(runs.Select(r => r[c].CalibratedNegatives!)) : null))];
    }

    private static int[] Sum(IEnumerable<int[]> counts)
    {
        var sum = new int[ClassScores.Bins];
        foreach (var one in counts)
        {
            for (var b = 0; b < sum.Length; b++)
            {
                sum[b] += one[b];
            }
        }

        return sum;
    }

    private static Markup Charts((Series Method, Pooled[] Classes)[] methods, IReadOnlyList<string> names)
    {
        int[] shown = [.. Enumerable.Range(0, names.Count).Where(c => methods[0].Classes[c].Positives.Sum() > 0)
            .OrderBy(c => methods[0].Classes[c].Positives.Sum()).Take(MostClasses)];
        var left = names.Count - shown.Length;
        return Markup.Of($"""
            <h3>Precision against recall</h3>
            {Chart.Grid(shown.Select(c => Curve(names[c], methods, c)), "three")}
            {(left > 0 ? Markup.Of($"<p class=\"quiet\">The rarest {shown.Length} of {names.Count} classes.</p>\n") : Markup.Empty)}
            <h3>Do probabilities mean what they say?</h3>
            {Chart.Grid([Reliability(methods, calibrated: false), Reliability(methods, calibrated: true)], "two")}
            """);
    }

    private static Markup Curve(string name, (Series Method, Pooled[] Classes)[] methods, int c)
    {
        var rows = methods.SelectMany(m => Points(m.Method.Label, m.Classes[c])).ToArray();
        var prevalence = methods[0].Classes[c].Prevalence;
        Series[] series = [.. methods.Select(m => m.Method)];
        return Chart.Figure(
            Markup.Of($"<b>{name}</b> <span class=\"quiet\">prior {Number.Percent(prevalence)}</span>"),
            $"Precision against recall of {name}, {Number.Percent(prevalence)} of the test split. "
                + $"{string.Join("; ",
                    methods.Select(m => $"{m.Method.Label}: precision {Number.Score(At(m.Classes[c], 0.5))} at half of the class"))}.",
            190, new
            {
                height = 170,
                data = Chart.Data(rows),
                layer = new object[]
                {
                    new { data = Chart.Data([new { v = prevalence }]),
                        mark = new { type = "rule", color = "var(--quiet)", strokeDash = (int[])[4, 3] },
                        encoding = new { y = Precision } },
                    new
                    {
                        mark = new { type = "line", strokeWidth = 2, clip = true, interpolate = "step-before" },
                        encoding = new
                        {
                            x = new { field = "x", type = "quantitative", title = "recall", scale = Chart.Unit },
                            y = Precision,
                            order = new { field = "x", type = "quantitative" },
                            color = new { field = "m", type = "nominal", scale = Chart.ColourScale(series), legend = Chart.None },
                            tooltip = new object[] { Chart.Tip("m", "method", "nominal"), Chart.Tip("x", "recall"),
                                Chart.Tip("v", "precision") },
                        },
                    },
                },
            });
    }

    private static object Precision => new { field = "v", type = "quantitative", title = "precision", scale = Chart.Unit };

    /// <summary>
    /// Recall and precision from the highest threshold on, a point for each fortieth of recall: more cannot be told apart.
    /// </summary>
    private static IEnumerable<Point> Points(string method, Pooled scores)
    {
        const double step = 0.025;
        var (all, hits, alarms) = (scores.Positives.Sum(), 0, 0);
        var drawn = -1.0;
        for (var b = ClassScores.Bins - 1; b >= 0; b--)
        {
            hits += scores.Positives[b];
            alarms += scores.Negatives[b];
            if (scores.Positives[b] > 0 && (hits == all || hits / (double)all >= drawn + step))
            {
                drawn = hits / (double)all;
                yield return new(method, hits / (double)all, hits / (double)(hits + alarms));
            }
        }
    }

    private static double At(Pooled scores, double recall) => Points("", scores).FirstOrDefault(p => p.X >= recall)?.V ?? double.NaN;

    private static Markup Reliability((Series Method, Pooled[] Classes)[] methods, bool calibrated)
    {
        var known = methods.Where(m => !calibrated || m.Classes.All(c => c.CalibratedPositives is not null)).ToArray();
        if (known.Length == 0)
        {
            return Markup.Empty;
        }

        var rows = known.SelectMany(m => Reliable(m.Method.Label, m.Classes, calibrated)).ToArray();
        Series[] series = [.. known.Select(m => m.Method)];
        var title = calibrated ? "After temperature scaling on the validation split" : "As the models give them";
        var unit = new { field = "v", type = "quantitative", title = "share that is so", scale = Chart.Unit };
        return Chart.Figure(Markup.Of($"<b>{title}</b>"),
            $"{title}: share of right answers by predicted probability. "
                + $"{string.Join("; ",
                    known.Select(m =>
                        $"{m.Method.Label}: "
                            + $"{string.Join(", ", rows.Where(r => r.M == m.Method.Label)
                            .Select(r => $"{Number.Score(r.X)} predicted, {Number.Score(r.V)} right"))}"))}.",
            230, new
            {
                height = 210,
                data = Chart.Data(rows),
                layer = new object[]
                {
                    new { data = Chart.Data([new { x = 0, v = 0 }, new { x = 1, v = 1 }]),
                        mark = new { type = "line", color = "var(--quiet)", strokeDash = (int[])[4, 3], strokeWidth = 1 },
                        encoding = new { x = Predicted, y = unit } },
                    new
                    {
                        mark = new { type = "line", strokeWidth = 2, point = true },
                        encoding = new
                        {
                            x = Predicted,
                            y = unit,
                            color = new { field = "m", type = "nominal", scale = Chart.ColourScale(series), legend = Chart.None },
                            tooltip = new object[] { Chart.Tip("m", "method", "nominal"), Chart.Tip("x", "predicted"),
                                Chart.Tip("v", "share that is so") },
                        },
                    },
                },
            });
    }

    private static object Predicted => new { field = "x", type = "quantitative", title = "predicted probability", scale = Chart.Unit };

    private static IEnumerable<Point> Reliable(string method, Pooled[] classes, bool calibrated)
    {
        var step = ClassScores.Bins / ReliabilityBins;
        for (var r = 0; r < ReliabilityBins; r++)
        {
            var (hits, all, sum) = (0, 0, 0.0);
            foreach (var scores in classes)
            {
                var (positives, negatives) = calibrated ? (scores.CalibratedPositives!, scores.CalibratedNegatives!)
                    : (scores.Positives, scores.Negatives);
                for (var b = r * step; b < (r + 1) * step; b++)
                {
                    hits += positives[b];
                    all += positives[b] + negatives[b];
                    sum += (positives[b] + negatives[b]) * (b + 0.5) / ClassScores.Bins;
                }
            }

            if (all > 0)
            {
                yield return new(method, sum / all, hits / (double)all);
            }
        }
    }

    /// <summary>Sliders of threshold and cost; without scripts a table of three thresholds stands in their place.</summary>
    private static Markup Tuner((Series Method, Pooled[] Classes)[] methods, IReadOnlyList<string> names)
    {
        var data = JsonSerializer.Serialize(new
        {
            methods = methods.Select(m => new { name = m.Method.Label,
                classes = m.Classes.Select(c => new { p = c.Positives, n = c.Negatives }) }),
            classes = names,
        });
        var (method, rarest) = (methods[^1], Enumerable.Range(0, names.Count)
            .MinBy(c => methods[^1].Classes[c].Positives.Sum() is > 0 and var n ? n : int.MaxValue));
        return Markup.Of($"""
            <h3>What a threshold does</h3>
            <p>Call an image one of a class from a probability on, and say how much worse a missed one is than a false alarm.</p>
            <div class="tuner" data-rarest="{rarest}"><script
            type="application/json">{new Markup(data.Replace("<", "\\u003c", StringComparison.Ordinal))}</script>{Table(method.Method,
                method.Classes[rarest], names[rarest])}</div>

            """);
    }

    private static Markup Table(Series method, Pooled scores, string name)
    {
        var table = new HtmlTable($"{method.Label}, {name} against all others", "threshold", "found", "missed", "false alarms", "recall",
            "precision");
        foreach (var percent in (int[])[10, 30, 50])
        {
            var (found, alarms) = (scores.Positives[percent..].Sum(), scores.Negatives[percent..].Sum());
            var all = scores.Positives.Sum();
            table.Row(Markup.Of($"{(percent / 100.0).ToString("0.00", CultureInfo.InvariantCulture)}"), Markup.Of($"{found}"),
                Markup.Of($"{all - found}"), Markup.Of($"{alarms}"),
                Markup.Of($"{Number.Score(all == 0 ? double.NaN : found / (double)all)}"),
                    Markup.Of($"{Number.Score(found + alarms == 0 ? double.NaN : found / (double)(found + alarms))}"));
        }

        return table.Render();
    }

    /// <summary>Counts over all runs of a method.</summary>
    private sealed record Pooled(int[] Positives, int[] Negatives, int[]? CalibratedPositives, int[]? CalibratedNegatives)
    {
        public double Prevalence => Positives.Sum() / Math.Max(1.0, Positives.Sum() + Negatives.Sum());
    }

    private sealed record Point(string M, double X, double V);
}
