using System.Reflection;
using Counterpoise.Neighbors;
using Counterpoise.Resampling;

namespace Counterpoise.Tests.Resampling;

/// <summary>Every resampler of the package, found by reflection, and how to make it for the contract's data.</summary>
internal static class ResamplerCase
{
    internal static Type[] All { get; } = [.. typeof(IResampler).Assembly.GetTypes()
        .Where(t => t.IsClass && !t.IsAbstract && t.IsAssignableTo(typeof(IResampler))
        && t.GetConstructors().All(c => !c.GetParameters().Any(p => p.ParameterType == typeof(IResampler)))).OrderBy(t => t.Name)];

    internal static IResampler Make(Type type, Action<object>? change = null)
    {
        var constructor = type.GetConstructors().Single();
        var options = Activator.CreateInstance(Nullable.GetUnderlyingType(constructor.GetParameters().Single().ParameterType)
            ?? constructor.GetParameters().Single().ParameterType)!;
        switch (options)
        {
            case SmoteNcOptions or GeometricSmoteNcOptions:
                Set(options, nameof(SmoteNcOptions.CategoricalColumns), new[] { 3 });
                break;
            case KMeansSmoteOptions:
                Set(options, nameof(KMeansSmoteOptions.BalanceThreshold), 0.01);
                Set(options, nameof(KMeansSmoteOptions.Clusters), 2);
                break;
        }

        change?.Invoke(options);
        try
        {
            return (IResampler)constructor.Invoke([options]);
        }
        catch (TargetInvocationException e)
        {
            throw e.InnerException!;
        }
    }

    internal static IResampler WithThreads(Type type, int threads) => Make(type, options => Threads(options, threads));

    /// <summary>The property that holds the number of neighbours, where the method has one.</summary>
    internal static bool HasK(Type type) => type.GetConstructors().Single().GetParameters().Single()
        .ParameterType.GetProperty("K") is not null;

    internal static void Set(object options, string property, object value) =>
        options.GetType().GetProperty(property)!.SetValue(options, value);

    private static void Threads(object options, int threads)
    {
        foreach (var property in options.GetType().GetProperties())
        {
            if (property.PropertyType == typeof(NeighborOptions))
            {
                property.SetValue(options, new NeighborOptions { Threads = threads });
            }
            else if (property.PropertyType.Namespace == typeof(IResampler).Namespace
                && property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal))
            {
                Threads(property.GetValue(options)!, threads);
            }
        }
    }
}
