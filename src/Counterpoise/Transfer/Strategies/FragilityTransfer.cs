using Counterpoise.Numerics;
using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Strategies;

/// <summary>
/// Runs every strategy on a problem, holds out target structures to choose among them, and diagnoses the sources. Direct transfer and
/// the target's own fit always stand beside the others.
/// </summary>
public static class FragilityTransfer
{
    // Where nothing can be held out, this one degrades most gracefully: with no records it is the sources, with many the target.
    private const string WithoutScores = "parameter";

    /// <summary>The strategies, controls first.</summary>
    public static IReadOnlyList<IFragilityStrategy> Strategies { get; } =
        [new DirectTransfer(), new SourceAverage(), new TargetOnly(), new TargetOnly(penalized: true), new InstanceTransfer(),
            new ParameterTransfer(),
            new HierarchicalTransfer(), new SourceFusion()];

    /// <summary>A strategy by its name.</summary>
    /// <param name="name">The name, such as <c>parameter</c>.</param>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static IFragilityStrategy Named(string name) => Strategies.FirstOrDefault(s => s.Name == name)
        ?? throw new ArgumentException(
            $"there is no transfer strategy '{name}'; there are {string.Join(", ", Strategies.Select(s => s.Name))}", nameof(name));

    /// <summary>Runs the strategies.</summary>
    /// <param name="problem">Target and sources.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <param name="strategy">The strategy to choose, or null for the one with the lowest held-out log loss.</param>
    /// <param name="strategies">Names of the strategies to run, or null for all; controls are run in any case.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">An option or a name cannot be used.</exception>
    /// <exception cref="StrategyRefusedException">The strategy that was asked for is refused, or every one is.</exception>
    public static TransferReport Run(TransferProblem problem, TransferOptions? options = null, string? strategy = null,
        IReadOnlyList<string>? strategies = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        options ??= new TransferOptions();
        options.Validate();
        if (strategy is not null) Named(strategy);
        var asked = strategies?.Select(Named).ToArray();
        var running = Strategies.Where(s => s.IsControl || s.Name == strategy || asked is null || asked.Contains(s)).ToArray();
        var conflicts = SourceConflict.Compute(problem, options);
        string[] leftOut = options.AllowConflict ? [] : [.. conflicts.Where(c => c.PriorPredictive < options.ConflictLevel)
            .Select(c => c.Source)];
        var blended = problem.WithSources(s => !leftOut.Contains(s.Name));
        var folds = HeldOutScores.Folds(problem.Target, options.Seed);
        var outcomes = new List<StrategyOutcome>();
        foreach (var each in running)
        {
            cancellationToken.ThrowIfCancellationRequested();
            outcomes.Add(Outcome(each, each.IsControl ? problem : blended, options, folds, leftOut, cancellationToken));
        }

        var (chosen, by) = Choose(outcomes, strategy, folds is not null);
        var best = outcomes.First(o => o.Name == chosen);
        var influences = best is { IsControl: false, Fit: { } fit } && blended is { Sources.Count: > 1 }
            ? SourceInfluence.Compute(Named(chosen), blended, fit, options, cancellationToken) : [];
        return new TransferReport(problem, options, outcomes, chosen, by, conflicts, leftOut, influences, DomainAuc(problem, options.Seed));
    }

    private static StrategyOutcome Outcome(
        IFragilityStrategy strategy, TransferProblem? problem, TransferOptions options,
            (FragilityRecords Structures, IReadOnlyList<Splits.Split> Splits)? folds,
        string[] leftOut, CancellationToken cancellationToken)
    {
        try
        {
            if (problem is null)
                throw new StrategyRefusedException(
                    $"the target's records contradict every source ({string.Join(", ", leftOut)}): none is blended unless conflict is "
                        + $"allowed");
            var fit = strategy.Fit(problem, options, cancellationToken);
            var score = folds is { } f ? HeldOutScores.Score(strategy, problem, f.Structures, f.Splits, options, cancellationToken) : null;
            return new StrategyOutcome(strategy.Name, strategy.Description, strategy.IsControl, fit, null, score);
        }
        catch (StrategyRefusedException refusal)
        {
            return new StrategyOutcome(strategy.Name, strategy.Description, strategy.IsControl, null, refusal.Message, null);
        }
    }

    private static (string Name, string By) Choose(List<StrategyOutcome> outcomes, string? asked, bool hasFolds)
    {
        if (asked is not null)
        {
            var found = outcomes.First(o => o.Name == asked);
            return found.Fit is null ? throw new StrategyRefusedException($"{asked} is refused: {found.Refusal}")
                : (asked, "it was asked for");
        }

        var scored = outcomes.Where(o => o.Fit is not null && o.Score is { LogLoss: var loss } && !double.IsNaN(loss))
            .OrderBy(o => o.Score!.LogLoss).ToArray();
        if (scored.Length > 0) return (scored[0].Name,
            $"its held-out log loss on the target's structures is the lowest, {scored[0].Score!.LogLoss:0.000} nats");
        var fallback = outcomes.FirstOrDefault(o => o.Name == WithoutScores && o.Fit is not null)
            ?? outcomes.FirstOrDefault(o => o.Fit is not null)
            ?? throw new StrategyRefusedException(
                $"every strategy is refused: {string.Join("; ", outcomes.Select(o => $"{o.Name}: {o.Refusal}"))}");
        return (fallback.Name, hasFolds ? "no strategy could be scored"
            : "the target has fewer than two failures or survivals, or events, and nothing can be held out to choose by");
    }

    private static double DomainAuc(TransferProblem problem, ulong seed)
    {
        double[] sources = [.. problem.Sources.Select(s => s.Records).OfType<FragilityRecords>()
            .SelectMany(r => r.PerStructure().Records.Intensities)];
        double[] target = problem.Target.Count == 0 ? [] : problem.Target.PerStructure().Records.Intensities;
        DenseMatrix Logs(double[] values) => new(values.Length, 1, Array.ConvertAll(values, Math.Log));
        return sources.Length < 2 || target.Length < 2 ? double.NaN : DomainClassifier.Auc(Logs(sources), Logs(target), seed);
    }
}
