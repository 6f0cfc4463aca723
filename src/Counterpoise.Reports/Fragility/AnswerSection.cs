using Counterpoise.Reports.Html;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Strategies;

namespace Counterpoise.Reports.Fragility;

/// <summary>The answer first: the first structure's median and dispersion, and whether the sources helped.</summary>
internal static class AnswerSection
{
    public static Section From(FragilitySummary summary)
    {
        var first = summary.Structures[0];
        string[] sentences = [.. Sentences(summary, first)];
        return new Section("verdict", "Answer", Markup.Of($"""
            <p class="headline open">{Headline(summary, first)}</p>
            {Cards(summary, first)}<div class="sentences">
            {sentences.Select(s => Markup.Of($"<p>{s}</p>\n"))}</div>

            """));
    }

    private static string Headline(FragilitySummary summary, FragilityStructure first)
    {
        var median = $"Half of {first.Name} fail at {summary.Intensity} {CurveText.Value(first.Curve.Median)}";
        if (summary.Transfer is not { } transfer) return median;
        return transfer.Best is { IsControl: true } control
            ? $"{median}: no transfer strategy predicts it better than {CurveText.Strategy(control.Name)}"
            : $"{median}, by {CurveText.Strategy(transfer.Chosen)} from "
                + $"{Number.Count(transfer.Problem.Sources.Count - transfer.LeftOut.Count, "source")}";
    }

    private static Markup Cards(FragilitySummary summary, FragilityStructure first)
    {
        var (curve, level) = (first.Curve, CurveText.Percent(100 * summary.Confidence));
        var split = DispersionSplit.From(curve);
        var cards = new List<Markup>
        {
            Card("median θ", CurveText.Value(curve.Median), Known(curve.MedianInterval(summary.Confidence), level)),
            Card("dispersion β", CurveText.Value(curve.Dispersion), Known(curve.DispersionInterval(summary.Confidence), level)),
            Card("β with what is not known of θ", CurveText.Value(split.Total), double.IsNaN(split.Epistemic)
                ? "no uncertainty of θ known" : $"epistemic {CurveText.Value(split.Epistemic)}"),
        };
        if (first.Frequency is { } frequency)
            cards.Add(Card("failures a year", CurveText.Value(frequency.Value),
                $"{CurveText.Percent(100 * Math.Round(frequency.Probability50Years, 4))} in 50 years; {Known(frequency.Band, level)}"));
        return Markup.Of($"<ul class=\"cards\" aria-label=\"Numbers of {first.Name}\">{cards}</ul>\n");
    }

    private static string Known(Statistics.Interval? interval, string level) =>
        interval is null ? "no interval known" : $"{level}: {CurveText.Range(interval)}";

    private static Markup Card(string label, string value, string below) =>
        Markup.Of($"<li>{label}<b>{value}</b><span class=\"quiet\">{below}</span></li>");

    private static IEnumerable<string> Sentences(FragilitySummary summary, FragilityStructure first)
    {
        if (first.Records is { } records)
            yield return $"{first.Name} has {Number.Count(records.FailureCount, "failure")} among {Number.Count(records.TrialCount)} "
                + $"exposed at {Number.Count(records.Count)} intensities.";
        if (summary.Transfer is { } transfer)
        {
            yield return $"The curve is that of {CurveText.Strategy(transfer.Chosen)}: {transfer.ChosenBy}.";
            if (Gain(transfer) is { } gain) yield return gain;
            if (transfer.LeftOut.Count > 0) yield return $"Left out because the target's records contradict "
                + $"{(transfer.LeftOut.Count == 1 ? "it" : "them")}: {string.Join(", ", transfer.LeftOut)}.";
        }

        if (first.Frequency is { BeyondHazard: > 0.1 } frequency)
            yield return $"{CurveText.Percent(Math.Round(100 * frequency.BeyondHazard))} of the failures a year come from beyond the "
                + $"strongest intensity of the hazard curve: extend it.";
        foreach (var note in first.Notes) yield return $"{char.ToUpperInvariant(note[0])}{note[1..]}.";
    }

    private static string? Gain(TransferReport transfer)
    {
        var (best, alone) = (transfer.Best.Score, transfer.Strategies.FirstOrDefault(s => s.Name == "target-only")?.Score);
        if (best is null || alone is null || transfer.Chosen == "target-only" || double.IsNaN(best.LogLoss + alone.LogLoss)) return null;
        return $"Held-out structures of the target: log loss {CurveText.Value(best.LogLoss)} against {CurveText.Value(alone.LogLoss)} "
            + $"from its own records alone. The strategy was chosen by this figure, which flatters it a little.";
    }
}
