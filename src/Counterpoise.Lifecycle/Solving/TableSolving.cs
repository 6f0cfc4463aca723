using Counterpoise.Workflows;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Lifecycle.Solving;

/// <summary>Reads a table, searches a pipeline, and saves the model of the one to take, fitted to all rows.</summary>
public static class TableSolving
{
    /// <summary>Works.</summary>
    /// <param name="options">Which table.</param>
    /// <param name="progress">Told of each pipeline that was tried; or null.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; no file is written then.</param>
    /// <exception cref="InputException">The table or an option cannot be used.</exception>
    public static SolveResult Run(TableSolvingOptions options, IProgress<SolveProgress>? progress = null,
        IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Search.Validate();
        if (options.Output is { } output)
        {
            OutputPath.RequireOther(output, options.Path);
            OutputPath.RequireFile(output, "a model of tables");
        }

        if (!File.Exists(options.Path))
            throw new InputException($"there is no file '{options.Path}'");
        var read = TableInput.Open(options.Path, options.Reading, options.Lenient, events, cancellationToken);
        if (read.Table.Labels is null)
            throw new InputException(
                $"'{options.Path}' names no class column: give --target; the columns are "
                + $"{string.Join(", ", read.Table.Columns.Select(c => c.Name))}");
        ProvenanceTable.Refuse(options.Path, read.Table, "its folds would train on children of their test rows");
        TableInputs.SayColumns(options.Path, read, events);
        var result = TableSolver.Run(read.Table, options.Search, progress, cancellationToken);
        if (options.Output is { } file)
        {
            using var model = ModelContent.Train(result.Chosen, read.Table, options.Search.Metric, options.Search.Seed, cancellationToken)
                .Describe(ReadingTexts.Of(options.Reading),
                    [.. new[] { read.Table.Labels.Name, options.Reading.Weights, options.Reading.Groups,
                    options.Reading.Time }.OfType<string>().Concat(options.Reading.Exclude).Distinct()], options.CommandLine);
            foreach (var note in model.Card.Notes)
                events.Note(note);
            model.Save(file, SavedTableModels.Codecs);
        }

        return result;
    }
}
