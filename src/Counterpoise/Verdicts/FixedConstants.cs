using Counterpoise.Comparisons;

namespace Counterpoise.Verdicts;

/// <summary>What adapting the constants of a method adds to the same method with fixed ones, and where it can add nothing.</summary>
internal sealed class FixedConstants(Comparison comparison)
{
    private const double Same = 1e-9;

    public IEnumerable<string> Sentences() => comparison.Methods
        .Where(m => m.FixedCounterpart is { } other && comparison.Methods.Any(o => o.Name == other)
            && (comparison.Candidate ?? m.Name) == m.Name)
        .SelectMany(m => Sentences(m.Name, m.FixedCounterpart!));

    private IEnumerable<string> Sentences(string adaptive, string other)
    {
        var cells = ControlComparison.Of(comparison with
        {
            Candidate = adaptive,
            Methods = [.. comparison.Methods.Where(m => m.Name == adaptive || m.Name == other)
                .Select(m => m with { IsControl = m.Name == other })],
        }, comparison.PrimaryMetric);
        if ((cells.Overall ?? (cells.Groups is [var first, ..] ? first : null))?.Differences is not [var d])
        {
            yield break;
        }

        var (a, b) = (Wording.LabelOf(comparison, adaptive), Wording.LabelOf(comparison, other));
        var reading = d.Outcome switch
        {
            _ when !d.HasInterval => "too few pairs to judge",
            VerdictOutcome.Helps => "adapting the constants pays",
            VerdictOutcome.Harms => "the fixed constants are better",
            VerdictOutcome.Undecided => $"interval and test ({Wording.P(d.PValue)}) disagree",
            _ => "what adapting the constants adds is not shown here",
        };
        yield return $"Against fixed constants: {a} − {b}, which is {a} with constants that do not adapt, is {Wording.Change(d)} over "
            + $"all runs; {reading}.";
        string[] balanced = [.. comparison.Scenarios.Where(s => s.ImbalanceLevel is < Same && HaveEqualConstants(s, adaptive, other))
            .Select(s => s.Name)];
        if (balanced.Length > 0)
        {
            var where = comparison.Scenarios.Count == 1 ? "the classes are balanced here"
                : $"in {(balanced.Length == 1 ? "scenario" : "scenarios")} {Wording.List(balanced)} the classes are balanced";
            yield return $"Equal by construction: {where} (σ = 0), so the adaptive constants are the fixed ones and {a} is the same "
                + $"method as {b}; their difference there says nothing of adapting.";
        }
    }

    /// <summary>Whether runs of both methods under the same seed went through the same temperatures and weights.</summary>
    private bool HaveEqualConstants(ComparisonScenario scenario, string adaptive, string other)
    {
        var curves = comparison.Cells.Where(c => c.Scenario == scenario.Name && (c.Method == adaptive || c.Method == other)
            && c.Curve.Any(e => e.Temperature is not null))
            .GroupBy(c => (c.Seed, c.Fold)).Where(g => g.Select(c => c.Method).Distinct().Count() == 2).ToArray();
        return curves.Length > 0 && curves.All(g => g.SelectMany(c => c.Curve)
            .All(e => Near(e.Temperature, g.First().Curve[0].Temperature)
                && Near(e.ContrastiveWeight, g.First().Curve[0].ContrastiveWeight)));
    }

    private static bool Near(double? a, double? b) => a is { } x && b is { } y ? Math.Abs(x - y) < Same : a is null && b is null;
}
