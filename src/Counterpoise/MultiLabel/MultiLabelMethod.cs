using Counterpoise.Classifiers;
using Counterpoise.Methods;

namespace Counterpoise.MultiLabel;

/// <summary>What is done about rare labels: nothing, weights, or more rows.</summary>
/// <param name="Name">Its name, as <c>--methods</c> takes it.</param>
/// <param name="Description">What it does, in a clause.</param>
/// <param name="Resampler">Adds rows; null where rows stay.</param>
/// <param name="UsesWeights">Whether each label's classifier weighs its two classes alike.</param>
public sealed record MultiLabelMethod(string Name, string Description, IMultiLabelResampler? Resampler, bool UsesWeights)
{
    /// <summary>Rows as they are, the baseline: with thresholds tuned for each label it is the cheap control.</summary>
    public static MultiLabelMethod None { get; } = new("none", "rows as they are", null, false);

    /// <summary>All methods, the cheapest first.</summary>
    /// <param name="k">Neighbours of MLSMOTE, at least 1.</param>
    public static IReadOnlyList<MultiLabelMethod> All(int k = 5) =>
    [
        None,
        new("wce", "each label's classes weighted alike", null, true),
        new("ml-ros", "copies of rows with rare labels", new MultiLabelRandomOverSampler(), false),
        new("mlsmote", "new rows between rows with a rare label", new Mlsmote(k), false),
    ];

    /// <summary>The method of a name.</summary>
    /// <param name="name">The name, upper or lower case.</param>
    /// <param name="k">Neighbours of MLSMOTE.</param>
    /// <exception cref="ArgumentException">There is none; the message names the nearest and all.</exception>
    public static MultiLabelMethod Find(string name, int k = 5)
    {
        var all = All(k);
        return all.FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new ArgumentException(
            $"'{name}' is no method for several labels{NearestNames.Question(name, all.Select(m => m.Name))}; there "
            + $"are {string.Join(", ", all.Select(m => m.Name))}", nameof(name));
    }

    internal IClassifier Learner(IClassifier classifier) => UsesWeights ? new ClassWeighted(classifier) : classifier;
}
