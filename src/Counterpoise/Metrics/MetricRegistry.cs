using System.Collections.Frozen;

namespace Counterpoise.Metrics;

/// <summary>The standard metrics by name, each as its own implementation describes it.</summary>
public static class MetricRegistry
{
    private static readonly FrozenDictionary<string, MetricDescription> Known =
        StandardMetrics.All().Select(MetricDescription.Of).ToFrozenDictionary(m => m.Name, StringComparer.Ordinal);

    /// <summary>The standard metrics, in the order in which they are printed.</summary>
    public static IReadOnlyList<MetricDescription> Standard { get; } = [.. StandardMetrics.All().Select(m => Known[m.Name])];

    /// <summary>Finds what is known of a metric.</summary>
    /// <param name="name">A metric's name.</param>
    /// <param name="own">Descriptions of metrics of your own, which come first.</param>
    /// <returns>The description; of an unknown name one without a range, for which more is better.</returns>
    public static MetricDescription Find(string name, IEnumerable<MetricDescription>? own = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return own?.FirstOrDefault(m => m.Name == name) ?? Known.GetValueOrDefault(name)
            ?? new MetricDescription { Name = name, Label = name.Replace('_', ' ') };
    }
}
