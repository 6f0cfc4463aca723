using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Metrics;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>The evaluation of a saved model on a table.</summary>
internal static class TableModelEvaluationArguments
{
    /// <summary>Measures a model and prints the measures.</summary>
    public static int Run(ParseResult parsed, string model, string? path, double? threshold, EvaluationOptions measures,
        CancellationToken cancellationToken)
    {
        if (path is null)
        {
            throw new InputException($"'{model}' is a model: name the table to measure it on behind it, or with --data");
        }

        var (reading, given) = TableModelOptions.Read(parsed, path);
        var (evaluation, positive, _) = TableModelEvaluation.Run(new TableModelEvaluationOptions
        {
            Model = model,
            Path = path,
            Reading = reading,
            ReadingGiven = given,
            Lenient = parsed.GetValue(TableOptions.Lenient),
            Prior = DecisionArguments.Read(parsed).Prior,
            Threshold = threshold,
            Costs = Lists.Of(parsed.GetValue(TableArguments.Cost)),
            Measures = measures,
        }, new ConsoleEvents(), cancellationToken);
        var name = positive is null ? null : evaluation.Classes[positive.Class].Name;
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteData(EvaluationTables.Json(evaluation, positive is null ? null : new { name, reason = positive.Reason }));
        }
        else
        {
            EvaluationTables.Write(evaluation, name is null ? null : $"the positive class is '{name}', {positive!.Reason}");
        }

        return ExitCode.Ok;
    }
}
