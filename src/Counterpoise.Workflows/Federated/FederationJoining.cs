using Counterpoise.Federated.Methods;
using Counterpoise.Federated.Rounds;
using Counterpoise.Federated.Transport;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Tables;

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
        return options.Images is { } images ? Images(images, name, plan, events, cancellationToken)
            : Table(options, name, plan, events, cancellationToken);
    }

    private static ClientData Images(ImageDataOptions images, string name, FederationPlan plan, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        if (plan.Size is not { } size)
        {
            throw new InputException($"'{images.Path}' holds images, and this federation trains on columns of a table");
        }

        var dataset = new ImageData(images, events).Find().AmongClasses(plan.ClassNames);
        var pixels = FederatedPixels.Read(dataset, images, size, [.. Enumerable.Range(0, dataset.Count)], cancellationToken);
        if (plan.Network.Inputs == 1)
        {
            pixels = FederatedPixels.AreGrey(pixels)
                ? FederatedPixels.OneChannel(pixels)
                : throw new InputException(
                    $"'{images.Path}' holds images of several colours, and this federation trains on grey ones: make them grey first");
        }

        return new ClientData(name, pixels, dataset.Labels, plan.ClassNames.Count);
    }

    private static ClientData Table(FederationJoiningOptions options, string name, FederationPlan plan, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        if (plan.Columns is not { } columns)
        {
            throw new InputException($"'{options.Path}' is not taken for images, and this federation trains on images");
        }

        if (!File.Exists(options.Path))
        {
            throw new InputException($"there is no file or folder '{options.Path}'");
        }

        // What a column is says the plan: a site may hold nothing in it that tells.
        var kinds = columns.Columns.ToDictionary(column => column.Name,
            column => column.Categories is null ? ColumnKind.Numeric : ColumnKind.Categorical);
        TableInput.RefuseWeights(options.Reading, "federated training");
        var table = TableInput.Open(options.Path, options.Reading with { Kinds =
            options.Reading.Kinds.Concat(kinds.Where(kind => !options.Reading.Kinds.ContainsKey(kind.Key))).ToDictionary() },
            options.Lenient, events, cancellationToken).Table;
        var labels = table.Labels ?? throw new InputException($"'{options.Path}' names no class column: give --target");
        int[] places = [.. labels.Classes.Select(known => plan.ClassNames.ToList().IndexOf(known))];
        var unknown = labels.Classes.Where((_, c) => places[c] < 0).ToArray();
        return unknown.Length > 0
            ? throw new InputException(
                $"'{options.Path}' has class {string.Join(", ", unknown.Select(c => $"'{c}'"))}, and this federation has "
                + $"{string.Join(", ", plan.ClassNames)}: mend the column '{labels.Name}', or leave such rows out")
            : new ClientData(name, FederatedTable.ToTensor(columns.Apply(table)), [.. labels.Codes.ToArray().Select(code => places[code])],
                plan.ClassNames.Count);
    }
}
