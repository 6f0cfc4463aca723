using Counterpoise.Lifecycle.Lineage;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Agents;

/// <summary>Reads later rows as the training file was read, with the categories and classes of the training rows.</summary>
public sealed class StreamIngestionAgent : IAgent
{
    /// <inheritdoc/>
    public string Name => "stream-ingestion";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public string Description => "Reads later rows with the columns and classes of the training rows.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Takes => [ArtifactKinds.RawData, StepKinds.Split];

    /// <inheritdoc/>
    public string Gives => StepKinds.Stream;

    /// <inheritdoc/>
    public IReadOnlyList<AgentParameter> Parameters { get; } =
        [new() { Name = "target", Description = "The class column.", Default = "", IsForPeople = true }];

    /// <inheritdoc/>
    public AgentOutput Run(AgentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (training, _) = TableContent.ReadSplit(context.Content(StepKinds.Split));
        var read = IngestionAgent.Read(context.Content(ArtifactKinds.RawData),
            context.Artifact(ArtifactKinds.RawData).Parameters.GetValueOrDefault("name", "data.csv"), context.Parameters["target"], [],
            cancellationToken);
        var columns = training.Columns.Select(wanted => read.Table.Columns.FirstOrDefault(c => c.Name == wanted.Name) switch
        {
            null => throw new AgentStopException(
                $"the later rows have no column '{wanted.Name}'; the model takes "
                    + $"{string.Join(", ", training.Columns.Select(c => c.Name))}"),
            var found when found.Kind != wanted.Kind => throw new AgentStopException(
                $"column '{wanted.Name}' of the later rows is {found.Kind}; the model was trained on a {wanted.Kind} one"),
            CategoricalColumn names => Coded(names, (CategoricalColumn)wanted),
            var numbers => numbers,
        }).ToArray();
        var (found, known) = (read.Table.RequireLabels(), training.RequireLabels());
        var codes = found.Classes.Select(c => known.Classes.ToList().IndexOf(c)).ToArray();
        if (Array.FindIndex(codes, c => c < 0) is var stranger and >= 0 && found.ClassCounts()[stranger] > 0)
            throw new AgentStopException(
                $"the later rows have class '{found.Classes[stranger]}'; the model knows {string.Join(", ", known.Classes)}");
        var table = new Table(columns, read.Table.RowIds.ToArray())
            .With(new Labels(known.Name, [.. known.Classes], [.. found.Codes.ToArray().Select(c => codes[c])]));
        return new AgentOutput { Content = TableContent.Write(table), Metrics = new Dictionary<string,
            double> { ["rows"] = table.RowCount } };
    }

    /// <summary>Categories by the codes of the training rows; new ones follow.</summary>
    private static CategoricalColumn Coded(CategoricalColumn column, CategoricalColumn known)
    {
        string[] names = [.. known.Categories, .. column.Categories.Except(known.Categories)];
        var places = names.Select((name, code) => (name, code)).ToDictionary(p => p.name, p => p.code);
        return new CategoricalColumn(column.Name, names, [.. column.Codes.ToArray()
            .Select(c => c < 0 ? -1 : places[column.Categories[c]])]);
    }
}
