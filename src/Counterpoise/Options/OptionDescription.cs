namespace Counterpoise.Options;

/// <summary>One option as it can be set by name.</summary>
/// <param name="Name">Its name: lower case with dashes; options of a part stand behind the part's name and a dot, as in
/// <c>neighbors.metric</c>.</param>
/// <param name="Kind">What its values are, such as <c>whole number</c> or <c>all|mode</c>.</param>
/// <param name="Default">Its default as text; <c>null</c> for none.</param>
/// <param name="Documentation">What it is, with unit, range and effect; empty where the documentation file does not lie beside the
/// assembly.</param>
public sealed record OptionDescription(string Name, string Kind, string Default, string Documentation);
