using System.Text.Json;
using Counterpoise.Files;
using Counterpoise.Lifecycle.Agents;
using Counterpoise.Lifecycle.Lineage;

namespace Counterpoise.Lifecycle.Orchestration;

/// <summary>
/// Models in use: each deployment is a folder of its own beside the store's files, never changed, and the name <c>deployed</c> points to
/// one of them. Rolling back points it to the one before.
/// </summary>
public static class Deployments
{
    private const string Pointer = "deployed";

    /// <summary>The deployment in use; null where there is none.</summary>
    /// <param name="store">The store.</param>
    public static Artifact? Current(ArtifactStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.Pointed(Pointer) is [.., var id] ? store.Find(id) : null;
    }

    /// <summary>The folder of a deployment: <c>model.cpm</c> and <c>deployment.json</c>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="deployment">A deployment.</param>
    public static string Folder(ArtifactStore store, Artifact deployment)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(deployment);
        return Path.Combine(store.Folder, "deployments", deployment.Id[..12]);
    }

    /// <summary>Puts a deployment to use.</summary>
    /// <param name="store">The store.</param>
    /// <param name="deployment">An artifact of kind <c>deployment</c>.</param>
    /// <param name="reason">Why, for the log.</param>
    /// <exception cref="ArgumentException">It is no deployment.</exception>
    public static void Publish(ArtifactStore store, Artifact deployment, string reason)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(deployment);
        if (deployment.Kind != StepKinds.Deployment)
            throw new ArgumentException($"artifact {deployment.Id[..12]} is a {deployment.Kind}; expected a {StepKinds.Deployment}",
                nameof(deployment));
        var folder = Folder(store, deployment);
        var content = store.Read(deployment);
        using (var document = JsonDocument.Parse(content))
        {
            var model = store.Read(store.Find(document.RootElement.GetProperty("model").GetString()!));
            AtomicFile.Write(Path.Combine(folder, "model.cpm"), stream => stream.Write(model));
        }

        AtomicFile.Write(Path.Combine(folder, "deployment.json"), stream => stream.Write(content));
        if (Current(store)?.Id != deployment.Id)
            store.Point(Pointer, deployment.Id, reason);
    }

    /// <summary>Points to the deployment that was in use before the present one.</summary>
    /// <param name="store">The store.</param>
    /// <param name="reason">Why, for the log.</param>
    /// <returns>The deployment that is in use now.</returns>
    /// <exception cref="InvalidOperationException">There is none before.</exception>
    public static Artifact Rollback(ArtifactStore store, string reason)
    {
        ArgumentNullException.ThrowIfNull(store);
        var history = store.Pointed(Pointer);
        // What was rolled back is no place to roll back to: the stack of those in use, not the list of all moves.
        var stack = new List<string>();
        foreach (var id in history)
        {
            if (stack.IndexOf(id) is var place and >= 0)
                stack.RemoveRange(place + 1, stack.Count - place - 1);
            else
                stack.Add(id);
        }

        if (stack.Count < 2)
            throw new InvalidOperationException(stack.Count == 0 ? "no model is deployed"
                : $"deployment {stack[0][..12]} is the first; there is none before it to roll back to");
        var earlier = store.Find(stack[^2]);
        Publish(store, earlier, reason);
        return earlier;
    }
}
