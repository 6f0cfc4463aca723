using Counterpoise.Reports.Fragility;
using Counterpoise.Transfer.Strategies;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Fragility;

/// <summary>Learns a scarce structure's curve with the others as sources.</summary>
public static class FragilityTransferring
{
    /// <summary>
    /// Runs the strategies on the target and takes the one with the lowest held-out log loss, or the one that is asked for.
    /// </summary>
    /// <param name="options">Target, sources and strategy.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">A structure is not there, or the strategy refuses the data.</exception>
    public static FragilityTransferResult Run(FragilityTransferringOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problem = Problem(options, events, cancellationToken);
        var report = Refusable(() => FragilityTransfer.Run(problem, options.Transfer, options.Strategy,
            cancellationToken: cancellationToken));
        var best = report.Best;
        var first = new FragilityStructure(problem.Target.Name, best.Fit!.Curve, problem.Target.Count == 0 ? null
            : problem.Target) { Notes = best.Fit.Notes };
        return new([first, .. problem.Sources.Select(s => new FragilityStructure(s.Name, s.Curve, s.Records))], report);
    }

    private static TransferProblem Problem(FragilityTransferringOptions options, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var records = FragilityFiles.Records(options.Data, events, cancellationToken);
        var (name, wanted) = (options.Target, options.Sources);
        var target = records.FirstOrDefault(r => r.Name == name) ?? throw Unknown("--target", name, records.Select(r => r.Name));
        if (wanted.FirstOrDefault(w => records.All(r => r.Name != w)) is { } missing) throw Unknown("--sources", missing,
            records.Select(r => r.Name));
        var sources = records.Where(r => r != target && (wanted.Count == 0 || wanted.Contains(r.Name)))
            .Select(r => FragilitySource.FromRecords(r, options.Transfer.Form)).ToList();
        if (options.CurveFile is { } curves) sources.AddRange(FragilityFiles.Curves(options.Data, curves, events, cancellationToken));
        var closest = options.Closest;
        if (closest is not null && sources.All(s => s.Name != closest)) throw Unknown("--closest", closest, sources.Select(s => s.Name));
        return sources.Count == 0 ? throw new InputException(
            $"'{options.Data.Path}' holds nothing but {name}, and there is no source to learn from: give further structures, or "
                + $"published curves with --curves")
            : new TransferProblem(target, sources, closest);
    }

    private static InputException Unknown(string option, string name, IEnumerable<string> known) =>
        new($"{option} is '{name}', and there is no such structure; there are {string.Join(", ", known)}");

    /// <summary>A refusal is a fault of the input, not of the program.</summary>
    private static T Refusable<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (StrategyRefusedException refusal)
        {
            throw new InputException(refusal.Message);
        }
    }
}
