using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Tasks;

/// <summary>
/// Tables with a task that a user asks for, since a table does not tell: a target that is a number, several labels in a row.
/// </summary>
/// <param name="name">What the data are called, in the plural.</param>
/// <param name="description">What follows <c>'loans.csv' is</c>.</param>
/// <param name="isAsked">Whether the user asks for it.</param>
/// <param name="isModel">Whether a file is a model of it; null where none is kept.</param>
internal sealed class AskedTask(string name, string description, Func<DataSource, bool> isAsked, Func<string, bool>? isModel = null)
    : IDataTask
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Expected => $"a table that ends in {string.Join(", ", TableInputs.Extensions)}";

    /// <inheritdoc/>
    public bool Recognizes(DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return isAsked(source);
    }

    /// <inheritdoc/>
    public bool RecognizesAll(IReadOnlyList<DataSource> sources) => sources.Count > 0 && sources.All(Recognizes);

    /// <inheritdoc/>
    public bool RecognizesModel(string path) => isModel?.Invoke(path) ?? false;

    /// <inheritdoc/>
    public string Describe(string path) => $"'{path}' is {description}";
}
