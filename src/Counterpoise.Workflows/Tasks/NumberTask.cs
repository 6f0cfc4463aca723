using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Tasks;

/// <summary>Tables whose target is a number with rare values that matter; a user asks for it, since a table does not tell.</summary>
public sealed class NumberTask : IDataTask
{
    /// <inheritdoc/>
    public string Name => "targets that are numbers";

    /// <inheritdoc/>
    public string Expected => $"a table that ends in {string.Join(", ", TableInputs.Extensions)}";

    /// <inheritdoc/>
    public bool Recognizes(DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.IsNumeric;
    }

    /// <inheritdoc/>
    public bool RecognizesAll(IReadOnlyList<DataSource> sources) => sources.Count > 0 && sources.All(Recognizes);

    /// <inheritdoc/>
    public bool RecognizesModel(string path) => false;

    /// <inheritdoc/>
    public string Describe(string path) => $"'{path}' is a table whose target is a number";
}
