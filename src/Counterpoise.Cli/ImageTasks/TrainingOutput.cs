using System.CommandLine;
using Counterpoise.Cli.Configuration;
using Counterpoise.Cli.Output;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Trains on images, keeps the command line with the run, and prints what comes out.</summary>
internal static class TrainingOutput
{
    /// <summary>Runs the training.</summary>
    public static int Run(ParseResult parsed, TrainingRank? rank, ImageTrainingOptions options, CancellationToken cancellationToken)
    {
        var started = Started(rank, parsed.Tokens.Select(t => t.Value));
        var isOpen = false;
        var events = new ConsoleEvents
        {
            RunOpened = folder =>
            {
                isOpen = true;
                RunConfiguration.Write(folder, parsed, started);
            },
        };
        options = options with { CommandLine = (options.Resume ? RunConfiguration.CommandOf(options.Folder) : null) ?? started };
        try
        {
            if (ImageTraining.Run(options, events, cancellationToken) is { } result)
            {
                Write(parsed, result);
            }
        }
        catch (OperationCanceledException cancellation) when (isOpen)
        {
            KeptWork.Say(cancellation);
            Terminal.Say($"to go on: {Started(rank, ["train", "--resume", "--out", options.Folder])}");
            throw;
        }

        return ExitCode.Ok;
    }

    /// <summary>The line that starts this program as it was started now.</summary>
    private static string Started(TrainingRank? rank, IEnumerable<string> words) =>
        rank is null ? CommandText.Of(words) : MpirunLine.Of(FormattableString.Invariant($"{rank.Size}"), words);

    private static void Write(ParseResult parsed, ImageTrainingResult result)
    {
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { run = result.Folder, model = result.Model, bestEpoch = result.BestEpoch,
                validation = result.Validation, seconds = result.Seconds, test = result.Test });
        }
        else
        {
            EvaluationTables.Write(result.Test);
            Terminal.Say($"model: {result.Model}\nreport: {result.Report}");
        }
    }
}
