using Mono.Cecil;
using NetArchTest.Rules;

namespace Counterpoise.Tests.House;

/// <summary>
/// Which folder of a room uses which other, by signatures and by code; collected while NetArchTest walks the room's types. What lies beside
/// the folders is the room's front, which all of them may use.
/// </summary>
/// <param name="front">The namespace of the front.</param>
internal sealed class FolderGraph(string front) : ICustomRule
{
    private readonly Dictionary<string, Dictionary<string, string>> _uses = [];

    /// <summary>The namespaces that use others.</summary>
    public IEnumerable<string> Folders => _uses.Keys;

    public bool MeetsRule(TypeDefinition type)
    {
        var own = Namespace(type);
        foreach (var used in Used(type).SelectMany(Parts).Where(used => used.Scope == type.Module && Namespace(used) != own
            && Namespace(used) != front))
        {
            if (!_uses.TryGetValue(own, out var uses))
            {
                _uses[own] = uses = [];
            }

            uses.TryAdd(Namespace(used), $"{type.FullName} uses {used.FullName}");
        }

        return true;
    }

    /// <summary>The uses that lead from a namespace back to it, the shortest way; none where there is no circle.</summary>
    public IReadOnlyList<string> Circle(string start)
    {
        var ways = new Queue<(string At, string[] Way)>([(start, [])]);
        var seen = new HashSet<string>();
        while (ways.TryDequeue(out var here))
        {
            foreach (var (next, use) in _uses.TryGetValue(here.At, out var uses) ? uses : [])
            {
                if (next == start)
                {
                    return [.. here.Way, use];
                }

                if (seen.Add(next))
                {
                    ways.Enqueue((next, [.. here.Way, use]));
                }
            }
        }

        return [];
    }

    private static IEnumerable<TypeReference?> Used(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(i => i.InterfaceType),
        .. type.CustomAttributes.Select(a => a.AttributeType),
        .. type.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType),
        .. type.Fields.Select(f => f.FieldType),
        .. type.Methods.SelectMany(Used),
    ];

    private static IEnumerable<TypeReference?> Used(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(p => p.ParameterType),
        .. method.HasBody ? method.Body.Variables.Select(v => v.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(i => Used(i.Operand)) : [],
    ];

    private static IEnumerable<TypeReference?> Used(object? operand) => operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
        MemberReference member => [member.DeclaringType],
        _ => [],
    };

    /// <summary>A type and those it is made of: elements of arrays and pointers, arguments of generic types.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification made => Parts(made.ElementType),
        _ => [type],
    };

    private static string Namespace(TypeReference type) => type.DeclaringType is { } outer ? Namespace(outer) : type.Namespace;
}
