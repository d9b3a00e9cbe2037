// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.teavm.callgraph.CallGraph;
import org.teavm.callgraph.CallGraphNode;
import org.teavm.callgraph.CallSite;
import org.teavm.dependency.DependencyAnalyzer;
import org.teavm.diagnostics.DefaultProblemTextConsumer;
import org.teavm.diagnostics.Problem;
import org.teavm.model.BasicBlockReader;
import org.teavm.model.ClassReader;
import org.teavm.model.ClassReaderSource;
import org.teavm.model.MethodReader;
import org.teavm.model.MethodReference;
import org.teavm.model.ProgramReader;
import org.teavm.tooling.TeaVMTool;

/**
 * Names every use of a class, method or field outside the subset of Java that runs on bare
 * hardware. TeaVM cuts a method off at the first missing thing and names each thing once. This
 * reads all methods that can be reached as they were written, those of the class library left out.
 */
final class SubsetCheck {
  private static final int PATH_LENGTH = 12;

  private final DependencyAnalyzer dependencies;
  private final ClassReaderSource classes;
  private final Set<SubsetOffence> offences = new LinkedHashSet<>();

  private SubsetCheck(DependencyAnalyzer dependencies) {
    this.dependencies = dependencies;
    this.classes = dependencies.getUnprocessedClassSource();
  }

  /** The offences of a finished run. */
  static List<SubsetOffence> offences(TeaVMTool tool) {
    List<Problem> problems = tool.getProblemProvider().getSevereProblems();
    if (problems.isEmpty()) {
      return List.of();
    }
    SubsetCheck check = new SubsetCheck((DependencyAnalyzer) tool.getDependencyInfo());
    for (MethodReference method : tool.getDependencyInfo().getReachableMethods()) {
      if (!isOfClassLibrary(method.getClassName()) && !BodyTransformer.replaces(method)) {
        check.visit(method);
      }
    }
    List<SubsetOffence> found = new ArrayList<>(check.offences);
    // What a walk over instructions does not see: missing superclasses and interfaces, for example.
    for (Problem problem : problems) {
      if (found.stream().noneMatch(offence -> says(problem, offence))) {
        found.add(check.offence(problem));
      }
    }
    return found;
  }

  private static boolean isOfClassLibrary(String type) {
    return type.startsWith("java.") || type.startsWith("javax.") || type.startsWith("org.teavm.");
  }

  private void visit(MethodReference reference) {
    ClassReader type = classes.get(reference.getClassName());
    MethodReader method = type == null ? null : type.getMethod(reference.getDescriptor());
    ProgramReader program = method == null ? null : method.getProgram();
    if (program == null) {
      return;
    }
    MissingMembers missing = new MissingMembers(classes);
    for (int i = 0; i < program.basicBlockCount(); i++) {
      BasicBlockReader block = program.basicBlockAt(i);
      block.readAllInstructions(missing);
    }
    missing
        .found()
        .forEach((line, names) ->
            names.forEach(name ->
                offences.add(new SubsetOffence(name, Names.of(reference, line), path(reference)))));
  }

  private static boolean says(Problem problem, SubsetOffence offence) {
    Object subject = problem.getParams().length == 0 ? null : problem.getParams()[0];
    return subject != null && Names.ofObject(subject).equals(offence.missing());
  }

  private SubsetOffence offence(Problem problem) {
    DefaultProblemTextConsumer text = new DefaultProblemTextConsumer();
    problem.render(text);
    MethodReference user = problem.getLocation() == null ? null : problem.getLocation().getMethod();
    return new SubsetOffence(
        text.getText(),
        user == null ? "a declaration" : Names.of(user, -1),
        user == null ? List.of() : path(user));
  }

  /** The shortest way from the entry to the method, nearest caller first. */
  private List<String> path(MethodReference method) {
    CallGraph graph = dependencies.getCallGraph();
    Deque<List<CallGraphNode>> ways = new ArrayDeque<>();
    Set<MethodReference> seen = new HashSet<>(Set.of(method));
    CallGraphNode start = graph.getNode(method);
    if (start != null) {
      ways.add(List.of(start));
    }
    List<CallGraphNode> longest = List.of();
    while (!ways.isEmpty()) {
      List<CallGraphNode> way = ways.remove();
      longest = way;
      CallGraphNode last = way.get(way.size() - 1);
      boolean isEntry = last.getCallerCallSites().isEmpty();
      if (isEntry || way.size() > PATH_LENGTH) {
        break;
      }
      for (CallSite site : last.getCallerCallSites()) {
        for (CallGraphNode caller : site.getCallers()) {
          if (seen.add(caller.getMethod())) {
            List<CallGraphNode> longer = new ArrayList<>(way);
            longer.add(caller);
            ways.add(longer);
          }
        }
      }
    }
    return longest.stream().skip(1).map(node -> Names.of(node.getMethod(), -1)).toList();
  }
}
