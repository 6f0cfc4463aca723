using Counterpoise.Federated.Methods;
using Counterpoise.Federated.Rounds;
using Counterpoise.Federated.Transport;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Federated;

/// <summary>Takes part in a federation of real processes with rows of one's own, which never leave the process.</summary>
public static class FederationJoining
{
    /// <summary>Connects and trains until the server says that all rounds are done.</summary>
    /// <param name="options">Rows, plan, server.</param>
    /// <param name="trained">Receives the number of each round (from 0) that was trained; or null.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Leaves the federation.</param>
    /// <returns>The number of rounds that it trained.</returns>
    /// <exception cref="InputException">Rows or plan cannot be used.</exception>
    /// <exception cref="IOException">The server was not reached, refused the client, or ended before all rounds were done.</exception>
    public static async Task<int> RunAsync(FederationJoiningOptions options, IProgress<int>? trained = null,
        IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Connection.Validate();
        var plan = FederationPlan.Load(options.Plan);
        var rows = Rows(options, plan, events, cancellationToken);
        using var inputs = rows.Inputs;
        if (rows.Count == 0)
        {
            throw new InputException($"{options.Path} has no rows: a client without rows takes no part");
        }

        var method = FederatedMethods.Create(plan.Method);
        var client = new FederatedClient(rows, method, plan.Options, plan.Network.Create, options.Memory);
        events.Note($"client {rows.Name}: {rows.Count} rows, {options.Connection.Server}");
        return await FederationParticipant.RunAsync(options.Connection, client, plan.Network.Create, method, plan.Options, trained,
            cancellationToken).ConfigureAwait(false);
    }

    private static ClientData Rows(FederationJoiningOptions options, FederationPlan plan, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        if (new DealtRowsTask().Recognizes(new(options.Path)))
        {
            return RowFile.Load(options.Path, options.Name, plan.ClassNames.Count);
        }

        var name = options.Name ?? throw new InputException(
            "a client with rows of its own needs a name that no other client has: give --name");
        return FederatedKind.Of(options.Task, options.Path).Join(options, name, plan, events, cancellationToken);
    }
}
