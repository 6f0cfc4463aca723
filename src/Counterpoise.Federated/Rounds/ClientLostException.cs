namespace Counterpoise.Federated.Rounds;

/// <summary>A client did not answer in time, closed its connection or failed; the round goes on without it, and it may come back.</summary>
public sealed class ClientLostException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="client">The client's name.</param>
    /// <param name="reason">Why, in a few words.</param>
    /// <param name="inner">What was thrown, if anything.</param>
    public ClientLostException(string client, string reason, Exception? inner = null) : base($"client {client}: {reason}", inner)
    {
    }
}
