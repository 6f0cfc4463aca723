using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Counterpoise.Federated.Methods;
using Counterpoise.Federated.Rounds;
using Counterpoise.Files;

namespace Counterpoise.Workflows.Federated;

/// <summary>
/// What the server and all clients of a federation of real processes must have in common, as a file (<c>federation.json</c>) that holds no
/// row: method, options, network, classes, and how rows become numbers.
/// </summary>
public sealed record FederationPlan
{
    /// <summary>The version of the file's layout that this build writes.</summary>
    public const int CurrentFormat = 1;

    // Not the form of results: the names are those of this layout, which servers and clients of one federation share, and what is not known
    // is refused.
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>The version of the file's layout.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>A name of <see cref="FederatedMethods"/>.</summary>
    public required string Method { get; init; }

    /// <summary>How clients train.</summary>
    public required FederatedOptions Options { get; init; }

    /// <summary>What is trained.</summary>
    public required NetworkPlan Network { get; init; }

    /// <summary>C names.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Names of the clients that were dealt rows; empty where clients bring their own.</summary>
    public IReadOnlyList<string> Clients { get; init; } = [];

    /// <summary>How the columns of a table become numbers; null for images.</summary>
    public SharedColumns? Columns { get; init; }

    /// <summary>Side of images in pixels; null for tables.</summary>
    public int? Size { get; init; }

    /// <summary>τ of logit adjustment after training by the clients' summed counts; 0 for none.</summary>
    public double AdjustStrength { get; init; }

    /// <summary>Reads a plan.</summary>
    /// <param name="path">A file written by <see cref="Save"/>.</param>
    /// <exception cref="InputException">There is no such file, or it is no plan.</exception>
    /// <exception cref="InvalidDataException">It is a plan of a later layout.</exception>
    public static FederationPlan Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputException($"there is no file '{path}': federate deal writes it, and the server and all clients take the same");
        }

        try
        {
            var text = File.ReadAllText(path);
            RequireFormat(path, text);
            var plan = JsonSerializer.Deserialize<FederationPlan>(text, Json)
                ?? throw new InputException($"{path} is empty; expected a federation.json");
            _ = FederatedMethods.Create(plan.Method);
            plan.Options.Validate();
            return plan.ClassNames.Count == plan.Network.Classes
                ? plan
                : throw new InputException(
                    $"{path}: {plan.ClassNames.Count} classes and a network of {plan.Network.Classes}; expected as many classes as the "
                    + $"network has");
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw new InputException($"{path} is no federation.json of this version: {InputFault.Text(fault)}");
        }
    }

    /// <summary>What another layout holds is not known, so that its number is looked at first.</summary>
    private static void RequireFormat(string path, string text)
    {
        using var document = JsonDocument.Parse(text);
        if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("format", out var format)
            && format.ValueKind == JsonValueKind.Number && format.TryGetInt32(out var number))
        {
            FileFormat.Require(path, number, CurrentFormat, "deal the rows again");
        }
    }

    /// <summary>Writes the plan; an existing file is replaced as a whole.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Json) + "\n");
}
