namespace Counterpoise.Learning.Optimization;

/// <summary>Parameters chosen by their full names.</summary>
/// <param name="Name">What the choice is called where it is shown.</param>
/// <param name="Contains">Whether a full name, such as <c>features.0.weight</c>, is chosen.</param>
public sealed record ParameterSelection(string Name, Func<string, bool> Contains)
{
    /// <summary>No parameter.</summary>
    public static ParameterSelection None { get; } = new("none", _ => false);

    /// <summary>Every parameter.</summary>
    public static ParameterSelection All { get; } = new("all", _ => true);

    /// <summary>Those whose names begin with one of some prefixes.</summary>
    /// <param name="prefixes">The prefixes, such as <c>features.</c>.</param>
    public static ParameterSelection Prefixed(params string[] prefixes) => new(
        string.Join(", ", prefixes.Select(p => p + "*")), name => Array.Exists(prefixes,
            p => name.StartsWith(p, StringComparison.Ordinal)));

    /// <summary>Those that another choice leaves out.</summary>
    public ParameterSelection Rest() => new($"all but {Name}", name => !Contains(name));
}
