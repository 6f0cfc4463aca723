using System.Text.Json;
using System.Text.Json.Serialization;
using Counterpoise.Graph.Generators;

namespace Counterpoise.Graph.Gcn;

/// <summary>A conflict as a controller is told.</summary>
/// <param name="Step">The step at which it was seen, from 0.</param>
/// <param name="Seconds">The same in seconds.</param>
/// <param name="Types">What was found.</param>
/// <param name="Probabilities">Probability of direct, indirect and implicit.</param>
/// <param name="Cause">The app without whose changes it would most likely not be.</param>
/// <param name="Path">From the cause to whom it harms, such as <c>app 1 – parameter 2 – indicator 0 – app 3</c>.</param>
/// <param name="Advice">What to do.</param>
public sealed record ConflictAlert(int Step, double Seconds, ConflictTypes Types, double[] Probabilities, int Cause, string Path,
    string Advice)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters =
        { new JsonStringEnumConverter() } };

    /// <summary>The alert as one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);
}
