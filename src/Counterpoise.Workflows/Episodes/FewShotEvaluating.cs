using System.Globalization;
using Counterpoise.Reports.Systems;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Systems;

namespace Counterpoise.Workflows.Episodes;

/// <summary>Judges classes from a few supports over many draws, with every method on the same features and draws.</summary>
public static class FewShotEvaluating
{
    /// <summary>The episodic embedding with prototypes.</summary>
    public const string System = "prototypes, episodic embedding";

    /// <summary>Prototypes on features as they are, the system for tables.</summary>
    public const string TableSystem = "nearest prototype";

    /// <summary>Runs all draws, and writes what is asked for.</summary>
    /// <param name="options">What and how.</param>
    /// <param name="events">Told of notes and progress; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; kept features stay kept.</param>
    /// <exception cref="InputException">The data cannot be used.</exception>
    public static FewShotResult Run(FewShotOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var drawn = FewShotKind.Of(options).Draw(options, events, cancellationToken);
        var comparison = new ArmComparison { Scores = drawn.Scores, System = drawn.System, Metric = "balanced_accuracy" };
        var result = new FewShotResult(comparison, comparison.Verdict(), [.. drawn.Notes, .. Spread(comparison)]);
        if (options.Report is { } report)
        {
            SystemReport.Write(new()
            {
                Title = $"{options.Shots} supports of a class: {Path.GetFileNameWithoutExtension(options.Data.Path)}",
                Verdict = result.Verdict,
                Sentences = result.Notes,
                Tables = [comparison.Table("Methods on the same features and draws"), Quantiles(comparison)],
                CommandLine = options.CommandLine,
                Created = DateOnly.FromDateTime(DateTime.Today),
            }, report);
        }

        return result;
    }

    private static IEnumerable<string> Spread(ArmComparison comparison)
    {
        double[] values = [.. comparison.Values(comparison.System, comparison.Metric).Order()];
        if (values.Length >= 2)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Over {values.Length} draws of supports {comparison.System} ranges from {values[0]:0.000} to {values[^1]:0.000}, the "
                + $"middle half from {values[values.Length / 4]:0.000} to {values[3 * values.Length / 4]:0.000}: one draw says little. "
                + $"Intervals are over draws of one data set and one trained embedding.");
        }
    }

    private static SystemTable Quantiles(ArmComparison comparison) => new(
        "Spread over draws of supports", "Balanced accuracy", ["method", "worst", "quarter", "half", "three quarters", "best"],
        [.. comparison.Arms.Select(arm =>
        {
            double[] v = [.. comparison.Values(arm, comparison.Metric).Order()];
            string At(double share) => v.Length == 0 ? "–" : v[(int)Math.Round(share * (v.Length - 1))]
                .ToString("0.000", CultureInfo.InvariantCulture);
            return (IReadOnlyList<string>)[arm, At(0), At(0.25), At(0.5), At(0.75), At(1)];
        })]);
}
