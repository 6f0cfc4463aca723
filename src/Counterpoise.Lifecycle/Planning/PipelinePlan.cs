using System.Text.Encodings.Web;
using System.Text.Json;

namespace Counterpoise.Lifecycle.Planning;

/// <summary>
/// Steps, each with its agent, parameters and the steps before it. A plan is data: it can name nothing but agents of the catalog.
/// </summary>
public sealed record PipelinePlan
{
    // Not the form of results: the bytes are hashed, and artifacts of stores that exist are named by them.
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The steps.</summary>
    public required IReadOnlyList<PipelineStep> Steps { get; init; }

    /// <summary>The plan as JSON with one possible spelling.</summary>
    public string ToJson() => JsonSerializer.Serialize(new
    {
        steps = Steps.Select(s => new { id = s.Id, agent = s.Agent, @params = new SortedDictionary<string,
            string>(s.Parameters.ToDictionary(), StringComparer.Ordinal), dependsOn = s.DependsOn }),
    }, Json);
}
