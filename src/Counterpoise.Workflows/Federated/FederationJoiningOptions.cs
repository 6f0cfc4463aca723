using Counterpoise.Data;
using Counterpoise.Federated.Transport;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Workflows.Federated;

/// <summary>One client of a federation of real processes.</summary>
public sealed record FederationJoiningOptions
{
    /// <summary>Its rows: a file that was dealt, a table, or images.</summary>
    public required string Path { get; init; }

    /// <summary>The plan that the server has too.</summary>
    public required string Plan { get; init; }

    /// <summary>How the server is reached.</summary>
    public required FederationConnection Connection { get; init; }

    /// <summary>Its name, unique among the clients; null for that of a file that was dealt.</summary>
    public string? Name { get; init; }

    /// <summary>The kind of data. Default null: the one that knows what lies at <see cref="Path"/>.</summary>
    public IDataTask? Task { get; init; }

    /// <summary>How images are found. Default null: as <see cref="ImageDataOptions"/> has it, at <see cref="Path"/>.</summary>
    public ImageDataOptions? Images { get; init; }

    /// <summary>How a table is read.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>Whether bad rows of a table are left out instead of ending the work. Default false.</summary>
    public bool Lenient { get; init; }

    /// <summary>Where it keeps what it remembers, so that it can come back after its process has ended; null keeps it in memory.</summary>
    public string? Memory { get; init; }
}
