using Counterpoise.Federated.Transport;
using Counterpoise.Options;

namespace Counterpoise.Workflows.Federated;

/// <summary>The server of a federation that was dealt.</summary>
public sealed record FederationServingOptions
{
    /// <summary>
    /// The folder that <see cref="FederationDealing"/> has written; the server keeps its rounds there and goes on from them.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>Where it listens, and whom it lets in.</summary>
    public FederationEndpoint Endpoint { get; init; } = new();

    /// <summary>Whether it makes a certificate of its own in the folder where the endpoint names none. Default false.</summary>
    public bool Tls { get; init; }

    /// <summary>Clients that must be there before the first round; 0, the default, for all that were dealt rows.</summary>
    public int Expected { get; init; }

    /// <summary>How long it waits for them. Default ten minutes.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a client may take for a round before it is left out. Default ten minutes.</summary>
    public TimeSpan ClientTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Rounds between judgements, at least 1; default 5. The last is always judged.</summary>
    public int EvaluateEvery { get; init; } = 5;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(FederationServingOptions))
            .Require(Expected >= 0, $"{nameof(Expected)} is {Expected}; expected at least 1, or 0 for all clients that were dealt rows")
            .Require(Wait > TimeSpan.Zero, $"{nameof(Wait)} is {Wait}; expected a time above 0")
            .Require(ClientTimeout > TimeSpan.Zero, $"{nameof(ClientTimeout)} is {ClientTimeout}; expected a time above 0")
            .Require(EvaluateEvery >= 1, $"{nameof(EvaluateEvery)} is {EvaluateEvery}; expected at least 1")
            .ThrowIfAny();
        Endpoint.Validate();
    }
}
