using System.Globalization;
using System.Text;
using Counterpoise.Files;

namespace Counterpoise.Transfer.Curves;

/// <summary>
/// Writes curves as the fragility.csv that FEMA P-58 tools read (Pelicun 3 and the damage library of NHERI SimCenter): a row a
/// component, with family, θ (<c>Theta_0</c>) and dispersion (<c>Theta_1</c>) of each limit state.
/// </summary>
public static class FemaFragilityFile
{
    /// <summary>Writes the file; an existing one is replaced as a whole.</summary>
    /// <param name="components">The components, at least one.</param>
    /// <param name="path">The file, usually <c>fragility.csv</c>.</param>
    /// <exception cref="ArgumentException">There are no components, two share an id, or a component's medians do not rise.</exception>
    public static void Write(IReadOnlyList<FemaComponent> components, string path) => AtomicFile.WriteText(path, Render(components));

    /// <summary>The file's text.</summary>
    /// <param name="components">The components, at least one.</param>
    /// <exception cref="ArgumentException">There are no components, two share an id, or a component's medians do not rise.</exception>
    public static string Render(IReadOnlyList<FemaComponent> components)
    {
        ArgumentNullException.ThrowIfNull(components);
        Require(components);
        var states = components.Max(c => c.LimitStates.Count);
        var text = new StringBuilder("ID,Incomplete,Demand-Type,Demand-Unit,Demand-Offset,Demand-Directional");
        for (var s = 1; s <= states; s++)
            text.Append(CultureInfo.InvariantCulture, $",LS{s}-Family,LS{s}-Theta_0,LS{s}-Theta_1,LS{s}-DamageStateWeights");
        text.Append('\n');
        foreach (var component in components)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{CsvField.Of(component.Id)},0,{CsvField.Of(component.DemandType)},{CsvField.Of(component.DemandUnit)},0,"
                    + $"{(component.IsDirectional ? 1 : 0)}");
            for (var s = 0; s < states; s++)
                text.Append(s < component.LimitStates.Count ? State(component.LimitStates[s]) : ",,,,");
            text.Append('\n');
        }

        return text.ToString();
    }

    private static string State(FemaLimitState state) =>
        string.Create(CultureInfo.InvariantCulture, $",lognormal,{state.Median:G9},{state.Dispersion:G9},");

    private static void Require(IReadOnlyList<FemaComponent> components)
    {
        if (components.Count == 0) throw new ArgumentException("there is no component to write: give at least one", nameof(components));
        if (components.GroupBy(c => c.Id).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"two components have the id '{twice.Key}': give each its own", nameof(components));
        foreach (var component in components)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(component.Id, nameof(components));
            if (component.LimitStates.Count == 0)
                throw new ArgumentException(
                    $"component '{component.Id}' has no limit state: give at least one", nameof(components));
            for (var s = 1; s < component.LimitStates.Count; s++)
            {
                if (!(component.LimitStates[s].Median > component.LimitStates[s - 1].Median))
                    throw new ArgumentException(
                        $"component '{component.Id}': limit state {s + 1} has a median of {component.LimitStates[s].Median}, " +
                        $"the one before {component.LimitStates[s - 1].Median}; expected rising ones, as curves of ordered states never "
                            + $"cross", nameof(components));
            }
        }
    }
}
