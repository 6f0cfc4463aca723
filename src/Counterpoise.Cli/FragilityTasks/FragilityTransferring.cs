using System.CommandLine;
using Counterpoise.Reports.Fragility;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Strategies;

namespace Counterpoise.Cli.FragilityTasks;

/// <summary>Learns a scarce structure's curve with the others as sources.</summary>
internal static class FragilityTransferring
{
    public static int Run(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var options = FragilityOptions.Transfer(parsed);
        var problem = Problem(parsed, path, options.Form, cancellationToken);
        var strategy = parsed.GetValue(FragilityOptions.Strategy)!;
        var report = Refusable(() => FragilityTransfer.Run(problem, options, strategy == "auto" ? null : strategy,
            cancellationToken: cancellationToken));
        var best = report.Best;
        var first = new FragilityStructure(problem.Target.Name, best.Fit!.Curve, problem.Target.Count == 0 ? null
            : problem.Target) { Notes = best.Fit.Notes };
        FragilityOutput.Write(parsed, path, [first, .. problem.Sources.Select(s => new FragilityStructure(s.Name, s.Curve, s.Records))],
            report, cancellationToken);
        return ExitCode.Ok;
    }

    private static TransferProblem Problem(ParseResult parsed, string path, FragilityForm form, CancellationToken cancellationToken)
    {
        var records = FragilityFiles.Records(parsed, path, cancellationToken);
        var name = parsed.GetValue(FragilityOptions.Target)!;
        var target = records.FirstOrDefault(r => r.Name == name) ?? throw Unknown("--target", name, records.Select(r => r.Name));
        var wanted = Lists.Of(parsed.GetValue(FragilityOptions.Sources));
        if (wanted.FirstOrDefault(w => records.All(r => r.Name != w)) is { } missing) throw Unknown("--sources", missing,
            records.Select(r => r.Name));
        var sources = records.Where(r => r != target && (wanted.Length == 0 || wanted.Contains(r.Name)))
            .Select(r => FragilitySource.FromRecords(r, form)).ToList();
        if (parsed.GetValue(FragilityOptions.CurveFile) is { } curves) sources.AddRange(FragilityFiles.Curves(curves, cancellationToken));
        var closest = parsed.GetValue(FragilityOptions.Closest);
        if (closest is not null && sources.All(s => s.Name != closest)) throw Unknown("--closest", closest, sources.Select(s => s.Name));
        return sources.Count == 0 ? throw new InputException(
            $"'{path}' holds nothing but {name}, and there is no source to learn from: give further structures, or published curves with --curves")
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
