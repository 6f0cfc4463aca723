using Counterpoise.Comparisons;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Training;
using Counterpoise.Vision.Baselines;

namespace Counterpoise.Workflows.Images;

/// <summary>Methods as a report names them: which are controls, and which is another one with fixed constants.</summary>
internal static class ComparedMethods
{
    /// <summary>Views of an image where a contrastive term is at work.</summary>
    private const int Views = 2;

    /// <summary>
    /// Describes what stands beside the networks: trivial baselines, and methods on frozen features, which are judged as networks are.
    /// </summary>
    public static IReadOnlyList<ComparisonMethod> Of(IReadOnlyList<ImageBaseline> baselines)
    {
        Method[] heads = [.. baselines.Select(b => b.Head).OfType<Method>()];
        return
        [
            .. baselines.Select(b => b.Head is { } head
                ? Of(head, heads) with { Description = b.Description, ModelsOf = heads.Any(h => h.Name == b.ModelsOf) ? b.ModelsOf : null }
                : new ComparisonMethod
                {
                    Name = b.Name,
                    Label = b.Name,
                    Description = b.Description,
                    IsControl = true,
                    Level = b.IsClassWeighted || b.IsLogitAdjusted ? MethodLevel.Loss : b.Decision == DecisionRule.Tuned
                        ? MethodLevel.Decision : MethodLevel.Plain,
                    Decision = b.Decision,
                    ModelsOf = baselines.Any(other => other.Name == b.ModelsOf) ? b.ModelsOf : null,
                }),
        ];
    }

    /// <summary>Describes the methods of a comparison.</summary>
    public static IReadOnlyList<ComparisonMethod> Of(IReadOnlyList<Method> methods) => [.. methods.Select(m => Of(m, methods))];

    private static ComparisonMethod Of(Method m, IReadOnlyList<Method> methods) => new()
    {
        Name = m.Name,
        Label = m.Name,
        Description = m.Description,
        IsControl = IsControl(m.Options),
        Level = m.Composition?.Level ?? MethodLevel.Loss,
        Decision = m.Decision,
        ModelsOf = m.Composition is { Decision: not null } name ? methods.FirstOrDefault(other => other.Composition == name.Models)?.Name
            : null,
        FixedCounterpart = FixedCounterpart(m, methods),
    };

    /// <summary>Methods of a class term alone, and supervised contrastive with constants that do not adapt.</summary>
    private static bool IsControl(MethodOptions options) =>
        options.Contrastive == ContrastiveKind.None || options is { Contrastive: ContrastiveKind.Fixed,
            ContrastiveTerm: ContrastiveTermKind.Supervised };

    /// <summary>
    /// The method among those compared that has the same terms as an adaptive one and constants that do not adapt; null where there is
    /// none.
    /// </summary>
    public static string? FixedCounterpart(Method method, IEnumerable<Method> among) =>
        method.Options.Contrastive != ContrastiveKind.Adaptive ? null : among.FirstOrDefault(m =>
        m.Options.Contrastive == ContrastiveKind.Fixed && m.Options.ClassTerm == method.Options.ClassTerm
            && m.Options.ContrastiveTerm == method.Options.ContrastiveTerm
            && m.Options.DeferredReweighting == method.Options.DeferredReweighting)?.Name;

    /// <summary>
    /// Embeddings that the supervised contrastive terms of the methods see at once; null where none is a mean of plain terms.
    /// </summary>
    public static int? ContrastiveBatch(IEnumerable<Method> methods, TrainerOptions training) =>
        methods.Any(m => m.Options is { Contrastive: not ContrastiveKind.None, ContrastiveTerm: ContrastiveTermKind.Supervised,
            ContrastiveReduction: not ContrastiveReduction.Sum, ContrastiveScaleTemperature: null })
            ? training.BatchSize * (training.Views ?? Views) : null;
}
