using System.Text.Json;
using System.Text.RegularExpressions;
using Counterpoise.Lifecycle.Agents;
using Counterpoise.Lifecycle.Lineage;

namespace Counterpoise.Lifecycle.Planning;

/// <summary>
/// Reads a plan that nobody vouches for: JSON of a fixed shape, agents of the catalog, parameters within their ranges, no circle, and for
/// every step the kinds of artifacts that it takes. What is not known is refused, not passed over, and no fault ends in an exception.
/// </summary>
public static partial class PlanReader
{
    private const int MostLetters = 64 * 1024;
    private const int MostSteps = 32;
    private const int MostFaults = 20;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>Reads and checks.</summary>
    /// <param name="json"><c>{"steps":[{"id","agent","params":{},"dependsOn":[]}]}</c>; id is the agent where left out.</param>
    public static PlanReading Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > MostLetters)
            return new PlanReading(null, [$"the plan has {json.Length} letters; expected at most {MostLetters}"]);
        var (faults, steps) = (new List<string>(), new List<PipelineStep>());
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            Steps(document.RootElement, steps, faults);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // A lone half of a surrogate pair is JSON, and no text.
            return new PlanReading(null, [$"the plan is no JSON: {Short(fault.Message)}"]);
        }

        if (faults.Count == 0)
            faults.AddRange(Check(new PipelinePlan { Steps = steps }));
        return faults.Count == 0 ? new PlanReading(new PipelinePlan { Steps = steps }, [])
            : new PlanReading(null, [.. faults.Take(MostFaults)]);
    }

    /// <summary>What is wrong with a plan; nothing where it can be run.</summary>
    /// <param name="plan">A plan.</param>
    public static IReadOnlyList<string> Check(PipelinePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var faults = new List<string>();
        if (plan.Steps.Count is 0 or > MostSteps)
            return [$"the plan has {plan.Steps.Count} steps; expected 1 to {MostSteps}"];
        if (plan.Steps.GroupBy(s => s.Id).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return [$"two steps are called '{twice.Key}'; expected each name once"];
        foreach (var step in plan.Steps)
            faults.AddRange(Check(step, plan));
        if (faults.Count > 0)
            return faults;
        if (Order(plan) is not { } order)
            return ["the steps depend on each other in a circle; expected an order"];
        var before = new Dictionary<string, HashSet<string>>();
        foreach (var step in order)
        {
            before[step.Id] = [.. step.DependsOn, .. step.DependsOn.SelectMany(d => before[d])];
            var there = before[step.Id].Select(id => AgentCatalog.Find(plan.Steps.First(s => s.Id == id).Agent)!.Gives)
                .Append(ArtifactKinds.RawData).ToHashSet();
            foreach (var kind in AgentCatalog.Find(step.Agent)!.Takes.Where(k => !there.Contains(k)
                && !(k == StepKinds.Model && there.Contains(StepKinds.Repair))))
                faults.Add($"step '{step.Id}' takes a {kind}, and no step before it gives one");
        }

        return faults;
    }

    /// <summary>
    /// The steps in an order in which each follows those that it depends on; null where there is a circle. Ties keep the plan's order.
    /// </summary>
    internal static IReadOnlyList<PipelineStep>? Order(PipelinePlan plan)
    {
        var (order, done, left) = (new List<PipelineStep>(), new HashSet<string>(), plan.Steps.ToList());
        while (left.Count > 0)
        {
            if (left.FirstOrDefault(s => s.DependsOn.All(done.Contains)) is not { } next)
                return null;
            order.Add(next);
            done.Add(next.Id);
            left.Remove(next);
        }

        return order;
    }

    private static void Steps(JsonElement root, List<PipelineStep> steps, List<string> faults)
    {
        if (root.ValueKind != JsonValueKind.Object || root.EnumerateObject().Count() != 1 || !root.TryGetProperty("steps", out var list)
            || list.ValueKind != JsonValueKind.Array)
        {
            var found = root.ValueKind == JsonValueKind.Object
                ? string.Join(", ", root.EnumerateObject().Take(MostFaults).Select(p => Short(p.Name)).DefaultIfEmpty("an empty object"))
                : $"{root.ValueKind}";
            faults.Add($"found {found}; expected an object with a list of steps and nothing else");
            return;
        }

        if (list.GetArrayLength() > MostSteps)
        {
            faults.Add($"the plan has {list.GetArrayLength()} steps; expected at most {MostSteps}");
            return;
        }

        foreach (var (place, element) in list.EnumerateArray().Index())
        {
            if (Step(element, place + 1, faults) is { } step)
                steps.Add(step);
        }
    }

    private static PipelineStep? Step(JsonElement element, int place, List<string> faults)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"step {place} is {element.ValueKind}; expected an object");
            return null;
        }

        var names = element.EnumerateObject().Select(p => p.Name).ToList();
        if (names.FirstOrDefault(n => n is not ("id" or "agent" or "params" or "dependsOn")) is not null
            || names.Distinct().Count() < names.Count)
        {
            faults.Add($"step {place} has properties {string.Join(", ", names.Select(Short))}; expected id, agent, params and dependsOn, "
                + $"each once");
            return null;
        }

        if (!element.TryGetProperty("agent", out var agent) || agent.ValueKind != JsonValueKind.String)
        {
            faults.Add($"step {place} names no agent; expected one of {string.Join(", ", AgentCatalog.All.Select(a => a.Name))}");
            return null;
        }

        if (element.TryGetProperty("id", out var id) && id.ValueKind != JsonValueKind.String)
        {
            faults.Add($"step {place} has an id that is {id.ValueKind}; expected a text");
            return null;
        }

        return new PipelineStep
        {
            Id = id.ValueKind == JsonValueKind.String ? id.GetString()! : agent.GetString()!,
            Agent = agent.GetString()!,
            Parameters = Parameters(element, place, faults),
            DependsOn = Texts(element, place, faults),
        };
    }

    private static Dictionary<string, string> Parameters(JsonElement step, int place, List<string> faults)
    {
        var values = new Dictionary<string, string>();
        if (!step.TryGetProperty("params", out var list))
            return values;
        if (list.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"step {place} has params that are {list.ValueKind}; expected an object");
            return values;
        }

        foreach (var property in list.EnumerateObject())
        {
            var text = property.Value.ValueKind switch
            {
                JsonValueKind.String => property.Value.GetString(),
                JsonValueKind.Number => property.Value.GetRawText(),
                _ => null,
            };
            if (text is null || !values.TryAdd(property.Name, text))
                faults.Add($"step {place}, parameter '{Short(property.Name)}': expected a text or a number, once");
        }

        return values;
    }

    private static List<string> Texts(JsonElement step, int place, List<string> faults)
    {
        if (!step.TryGetProperty("dependsOn", out var list))
            return [];
        if (list.ValueKind == JsonValueKind.Array && list.GetArrayLength() <= MostSteps
            && list.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String))
            return [.. list.EnumerateArray().Select(e => e.GetString()!).Distinct()];
        faults.Add($"step {place} has a dependsOn that is no list of names");
        return [];
    }

    private static IEnumerable<string> Check(PipelineStep step, PipelinePlan plan)
    {
        if (!IdPattern().IsMatch(step.Id))
            yield return $"a step is called '{Short(step.Id)}'; expected 1 to 40 lower-case letters, digits and hyphens";
        foreach (var unknown in step.DependsOn.Where(d => plan.Steps.All(s => s.Id != d)))
            yield return $"step '{Short(step.Id)}' depends on '{Short(unknown)}', which is no step";
        if (AgentCatalog.Find(step.Agent) is not { } agent)
        {
            yield return $"step '{Short(step.Id)}' names the agent '{Short(step.Agent)}'; expected one of "
                + $"{string.Join(", ", AgentCatalog.All.Select(a => a.Name))}";
            yield break;
        }

        foreach (var (name, value) in step.Parameters)
        {
            if (agent.Parameters.FirstOrDefault(p => p.Name == name) is not { IsForPeople: false } parameter)
                yield return $"step '{Short(step.Id)}' sets '{Short(name)}'; a plan may set "
                    + $"{string.Join(", ", agent.Parameters.Where(p => !p.IsForPeople).Select(p => p.Name).DefaultIfEmpty("nothing"))} "
                    + $"of {agent.Name}";
            else if (parameter.Refusal(value) is { } refusal)
                yield return $"step '{Short(step.Id)}': {refusal}";
        }
    }

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;

    [GeneratedRegex("^[a-z0-9-]{1,40}$")]
    private static partial Regex IdPattern();
}
